import { createSession, type ExecuteReply } from "@mesoscope/kernel";
import { OutputArea } from "@mesoscope/sdk";
import type { Notebook, Output } from "./notebook.js";
import { WidgetState } from "./widget-state.js";

/** What a run tells while it goes on. */
export interface RunWatcher {
  /** A code cell begins; counted from 1 among the code cells. */
  onCell?(number: number, total: number): void;
  /** Gets a function that stops the running cell. */
  onStoppable?(stop: () => void): void;
}

/** A cell that ended badly. */
export interface Failure {
  /** Its number among the code cells, from 1. */
  readonly cell: number;
  readonly line: number | undefined;
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** The notebook with what its cells have shown, and the failure that ended the run, if any. */
export interface RunResult {
  readonly notebook: Notebook;
  readonly failure: Failure | undefined;
}

/** Runs all code cells in order until one fails. Types are not checked unless the notebook says `%types`. */
export async function runNotebook(
  notebook: Notebook,
  options: { readonly directory: string; readonly timeout?: number | undefined },
  watcher: RunWatcher = {},
): Promise<RunResult> {
  const area = new OutputArea();
  const widgets = new WidgetState();
  const cellOfRun = new Map<number, number>();
  const session = await createSession({
    directory: options.directory,
    types: "off",
    onOutput: ({ run, type, content: bytes, buffers }) => {
      const content = JSON.parse(new TextDecoder().decode(bytes));
      if (type.startsWith("comm_")) widgets.note(type, content, buffers);
      else area.add(cellOfRun.get(run) ?? 0, { type, content });
    },
  });
  watcher.onStoppable?.(() => void session.interrupt());
  const codeCells = notebook.cells.filter((cell) => cell.cell_type === "code");
  const counts = new Map<number, number>();
  let failure: Failure | undefined;
  try {
    for (const [i, cell] of codeCells.entries()) {
      if (cell.source.trim() === "") continue;
      watcher.onCell?.(i + 1, codeCells.length);
      const { run, reply } = session.execute({
        source: cell.source,
        id: cell.id,
        onStart: (_, count) => counts.set(i + 1, count),
      });
      cellOfRun.set(run, i + 1);
      failure = failureOf(i + 1, await withTimeout(reply, options.timeout, () => session.interrupt()));
      if (failure) break;
    }
  } finally {
    await session.close();
  }
  const metadata = widgets.addedTo(notebook.metadata);
  return { notebook: { ...withOutputs(notebook, area, counts), metadata }, failure };
}

function failureOf(cell: number, reply: ExecuteReply): Failure | undefined {
  if (reply.status !== "error") return undefined;
  const { ename, evalue, traceback } = reply;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours begin with the escape character
  const plain = traceback.join("\n").replaceAll(/\u001b\[[\d;]*m/g, "");
  const line = /\bCell \[\d+\], line (\d+)/.exec(plain)?.[1];
  return { cell, line: line === undefined ? undefined : Number(line), ename, evalue, traceback };
}

/** Stops the cell when its time is over; it then ends as one that a person has stopped, but says why. */
async function withTimeout(
  reply: Promise<ExecuteReply>,
  seconds: number | undefined,
  stop: () => Promise<void>,
): Promise<ExecuteReply> {
  if (seconds === undefined) return reply;
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    void stop();
  }, 1000 * seconds);
  const result = await reply;
  clearTimeout(timer);
  if (!isLate || result.status !== "error") return result;
  return { ...result, ename: "Timeout", evalue: `The cell ran longer than ${seconds} s and was stopped.` };
}

function withOutputs(notebook: Notebook, area: OutputArea, counts: ReadonlyMap<number, number>): Notebook {
  let code = 0;
  const cells = notebook.cells.map((cell) => {
    if (cell.cell_type !== "code") return cell;
    code += 1;
    return {
      ...cell,
      execution_count: counts.get(code) ?? null,
      outputs: area.outputs(code).filter((output) => !isProgress(output)),
    };
  });
  return { ...notebook, cells };
}

/** A progress bar tells of the run, not of its result; how far it got, and whether it was shown, depends on the machine. */
function isProgress(output: Output): boolean {
  return output.output_type === "display_data" && String(output.data["text/html"]).startsWith("<div><progress");
}
