import { type CellOutput, checkOptions, display, OutputArea, type ShownOutput } from "@mesoscope/sdk";
import { type FrameOptions, frameOptions, frameState } from "./frame.js";
import { type Callback, callback, capture } from "./host.js";
import { Model } from "./model.js";
import { outputNames } from "./modules.js";
import { Widget } from "./widget.js";

/** A place for what code shows. It is kept with the notebook, and there again when the page was loaded anew. */
export class Output extends Widget {
  readonly model: Model;
  readonly #area = new OutputArea();
  #isSent = true;

  constructor(options: FrameOptions = {}) {
    super();
    checkOptions("output", options, frameOptions);
    this.model = new Model({ ...outputNames(), ...frameState(options), msg_id: "", outputs: [] });
  }

  /** What is shown there now, as a notebook file keeps it. */
  get outputs(): readonly CellOutput[] {
    return [...this.#area.outputs(0)];
  }

  /** A function for later, such as a handler of events, that shows here what it prints and displays, and its error. */
  capture<Values extends unknown[]>(work: (...values: Values) => unknown): Callback<Values> {
    return callback(work, this.take);
  }

  /** Shows a value below what is there. */
  async show(value: unknown): Promise<void> {
    await capture(this.take, () => display(value));
  }

  /** Removes what is there; with `wait`, when the next output arrives, which avoids flicker. */
  clear(options: { wait?: boolean } = {}): void {
    this.take({ type: "clear_output", content: { wait: options.wait ?? false } });
  }

  /** Takes one thing that code has shown. */
  readonly take = (output: ShownOutput): void => {
    this.#area.add(0, output);
    if (!this.#isSent) return;
    this.#isSent = false;
    // What is shown in one go is sent in one message.
    queueMicrotask(() => {
      this.#isSent = true;
      void this.model.set({ outputs: this.outputs });
    });
  };

  text(): string {
    return this.outputs.map(textOf).join("").trimEnd() || "output";
  }
}

function textOf(output: CellOutput): string {
  if (output.output_type === "stream") return output.text;
  if (output.output_type === "error") return `${output.ename}: ${output.evalue}\n`;
  return `${String(output.data["text/plain"] ?? "")}\n`;
}

/**
 * A place for what code shows.
 *
 * @throws ValueError BAD_OPTION
 *
 * @example
 * const log = output();
 * const solve = button({ label: "Solve" });
 * solve.onClick(log.capture(() => console.log("solved")));
 * column([solve, log]).text(); // "button Solve\noutput"
 */
export function output(options: FrameOptions = {}): Output {
  return new Output(options);
}
