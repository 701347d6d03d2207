import path from "node:path";
import type { Home } from "#launch";
import { Sentence } from "#launch";
import { readArguments } from "../terminal/arguments.js";
import { untilInterrupted } from "../terminal/interrupt.js";
import { type Notebook, type Output, readNotebook } from "./notebook.js";
import { readParameters, withParameters } from "./parameters.js";
import { type Failure, runNotebook } from "./run-notebook.js";
import { writeNotebook } from "./write-notebook.js";

/** `mesoscope run`: runs a notebook; saves it with `--out`, else prints what its cells show as text. */
export async function run(_home: Home, args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments("run", args, {
    positionals: 1,
    options: {
      out: { type: "string" },
      set: { type: "string", multiple: true },
      timeout: { type: "string" },
      device: { type: "string" },
    },
  });
  const file = positionals[0];
  if (file === undefined) throw new Sentence("run: no notebook was named. Write mesoscope run NOTEBOOK.");
  const notebook = withParameters(readNotebook(file), readParameters(values.set ?? []));
  // The kernel gets the environment of this process.
  if (values.device !== undefined) process.env.MESOSCOPE_DEVICE = values.device;
  const options = { directory: path.dirname(path.resolve(file)), timeout: readTimeout(values.timeout) };
  let stop = () => {};
  const work = runNotebook(notebook, options, {
    onCell: (number, total) => process.stderr.write(`${path.basename(file)}: cell ${number} of ${total}\n`),
    onStoppable: (stopCell) => {
      stop = stopCell;
    },
  });
  const result = await untilInterrupted(work, () => stop());
  if (values.out !== undefined) save(values.out, result.notebook);
  else printTexts(result.notebook);
  if (!result.failure) return 0;
  console.error(`${file}: ${sentenceOf(result.failure)}`);
  return 1;
}

function save(file: string, notebook: Notebook): void {
  try {
    writeNotebook(file, notebook);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Sentence(`run: --out ${file} cannot be written (${code}). Name a file in a folder of your own.`);
  }
}

function readTimeout(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (seconds > 0 && Number.isFinite(seconds)) return seconds;
  throw new Sentence(`run: --timeout ${text} is not a number of seconds above 0. Write for example --timeout 60.`);
}

function sentenceOf({ cell, line, ename, evalue }: Failure): string {
  return `cell ${cell}${line === undefined ? "" : `, line ${line}`}: ${ename}: ${evalue}`;
}

function printTexts(notebook: Notebook): void {
  for (const output of notebook.cells.flatMap((cell) => cell.outputs ?? [])) process.stdout.write(textOf(output));
}

function textOf(output: Output): string {
  if (output.output_type === "stream") return output.text;
  if (output.output_type === "error") return `${output.traceback.join("\n")}\n`;
  return `${output.data["text/plain"] ?? ""}\n`;
}
