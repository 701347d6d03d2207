import { type Displayable, displaySymbol, escapeHtml, type MimeBundle } from "@mesoscope/sdk";
import { clip, describe, type TaskError } from "../task-error.js";

const shownFailures = 10;

/** What `map` gives: the values in the order of the inputs, and how the run went. */
export class Mapped<Value> implements Displayable {
  /** One value per input, in order; `undefined` in the places of `failures`. */
  readonly values: Value[];
  /** The tasks without a value, in order; there are some only with `errors: "keep"`. */
  readonly failures: readonly TaskError[];
  /** Where the tasks ran, such as `workers(4)`. */
  readonly engine: string;
  /** From the call to the last value. */
  readonly seconds: number;
  /** The mean time that a task of this run took where it ran; `NaN` where none was left to run. */
  readonly secondsPerTask: number;
  /** How many values were kept from an earlier run. */
  readonly resumed: number;

  /** @internal */
  constructor(run: Omit<Mapped<Value>, typeof displaySymbol>) {
    this.values = run.values;
    this.failures = run.failures;
    this.engine = run.engine;
    this.seconds = run.seconds;
    this.secondsPerTask = run.secondsPerTask;
    this.resumed = run.resumed;
  }

  [displaySymbol](): MimeBundle {
    const rows = this.#rows();
    const failures = this.failures.slice(0, shownFailures).map(failureRow);
    const more = this.failures.length - failures.length;
    if (more > 0) failures.push(["…", `${more} more`, "", ""]);
    const text = [
      rows.map(([name, value]) => `${name} ${value}`).join(" · "),
      ...failures.map(([index, input, error]) => `  task ${index}, input ${input}: ${error}`),
    ];
    const html = [
      `<table><tbody>${rows.map(([name, value]) => `<tr>${head("row", name!)}<td>${escapeHtml(value!)}</td></tr>`).join("")}</tbody></table>`,
      failures.length > 0 ? failureTable(failures) : "",
    ];
    return { "text/plain": text.join("\n"), "text/html": html.join("") };
  }

  #rows(): string[][] {
    return [
      ["values", String(this.values.length - this.failures.length)],
      ...(this.failures.length > 0 ? [["failures", String(this.failures.length)]] : []),
      ...(this.resumed > 0 ? [["kept from before", String(this.resumed)]] : []),
      ["engine", this.engine],
      ["time", time(this.seconds)],
      ...(Number.isNaN(this.secondsPerTask) ? [] : [["time per task", time(this.secondsPerTask)]]),
    ];
  }
}

function failureRow({ index, input, code, cause, message }: TaskError): string[] {
  const reason = { TASK_FAILED: String(cause), TASK_LOST: `lost: ${(cause as Error).message}` }[code] ?? message;
  return [String(index), describe(input), clip(reason, 120)];
}

function failureTable(rows: readonly string[][]): string {
  const heads = ["task", "input", "error"].map((name) => head("col", name));
  const cells = rows.map(
    ([index, ...rest]) =>
      `<tr>${head("row", index!)}${rest.map((text) => `<td>${escapeHtml(text)}</td>`).join("")}</tr>`,
  );
  return `<table><caption>failures</caption><thead><tr>${heads.join("")}</tr></thead><tbody>${cells.join("")}</tbody></table>`;
}

function head(scope: "row" | "col", text: string): string {
  return `<th scope="${scope}" style="text-align:left">${escapeHtml(text)}</th>`;
}

function time(seconds: number): string {
  const [factor, unit] =
    seconds >= 120 ? [1 / 60, "min"] : seconds >= 1 ? [1, "s"] : seconds >= 1e-3 ? [1e3, "ms"] : [1e6, "µs"];
  return `${Number((seconds * factor).toPrecision(3))} ${unit}`;
}
