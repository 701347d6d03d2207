import { escapeHtml, MesoscopeError } from "@mesoscope/sdk";
import { CellJob, type Notebook } from "./cell-job.node.js";
import type { ExecuteReply, Output } from "./contract.js";
import type { Provenance, TracedCell } from "./provenance.node.js";
import { output } from "./publish.node.js";

/** What runs cells again. */
export interface Rerunner extends Notebook {
  readonly traces: Provenance;
  /** The number of a run that shows what it shows where that of `place` goes, a run of before. */
  newRun(place: number): number;
}

/**
 * Runs the cells that are out of date, in the order in which they ran, so that each comes after those that it takes
 * names from. What a cell shows goes to its own place where the front end keeps one, else below the cell that asks.
 *
 * @throws MesoscopeError RERUN_FAILED, when one fails or is stopped; the others stay out of date
 */
export async function rerunStale(rerunner: Rerunner, asking: number): Promise<string> {
  const cells = rerunner.traces.stale().filter(({ run }) => run !== asking);
  for (const cell of cells) {
    const { place = asking } = cell;
    rerunner.publish(place === asking ? heading(asking, cell) : output(place, "clear_output", { wait: false }));
    const reply = await runAgain(rerunner, cell, place);
    if (reply.status !== "ok") throw failure(cell, reply, cells.length - cells.indexOf(cell) - 1);
  }
  return report(cells, rerunner.traces.stale());
}

/** The cell keeps its number: beside it stands that of before. */
async function runAgain(rerunner: Rerunner, cell: TracedCell, place: number): Promise<ExecuteReply> {
  const { id, source, count } = cell;
  const request = { id, source, storeHistory: false, keepsPlace: cell.place !== undefined };
  const job = new CellJob(rerunner, request, rerunner.newRun(place), count);
  await job.start();
  job.finish();
  return job.reply;
}

function heading(run: number, { count, title }: TracedCell): Output {
  const text = `Cell [${count}]: ${title}`;
  const data = { "text/plain": text, "text/html": `<h4>${escapeHtml(text)}</h4>` };
  return output(run, "display_data", { data, metadata: {} });
}

function failure({ count }: TracedCell, reply: ExecuteReply, others: number): MesoscopeError {
  const reason = reply.status === "error" ? `${reply.ename}: ${reply.evalue}` : "it was stopped";
  const left = others === 0 ? "" : ` ${others} more ${others === 1 ? "stays" : "stay"} out of date.`;
  return new MesoscopeError("RERUN_FAILED", `%rerun stale: cell [${count}] failed (${reason}).${left}`);
}

function report(cells: readonly TracedCell[], left: readonly TracedCell[]): string {
  if (cells.length === 0) return "No cell is out of date.";
  const elsewhere = cells.some(({ place }) => place !== undefined) ? " What they show is in their places." : "";
  const still = left.length === 0 ? "" : ` Still out of date: ${numbers(left)}; %graph tells why.`;
  return `Ran again: ${numbers(cells)}.${elsewhere}${still}`;
}

const numbers = (cells: readonly TracedCell[]): string => cells.map(({ count }) => `[${count}]`).join(", ");
