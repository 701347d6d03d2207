import { clearOutput, display, displaySymbol, type MimeBundle, type ShownOutput } from "@mesoscope/sdk";
import { column } from "./containers.js";
import { callback, capture } from "./host.js";
import { Latest } from "./latest.js";
import type { Model } from "./model.js";
import { output } from "./output.js";
import { same } from "./same.js";
import { Widget } from "./widget.js";

/** A widget that has a value, and perhaps a label beside it. */
export interface Interactive extends Widget {
  readonly value: unknown;
  readonly label?: string;
  set?(changes: { label?: string; labelWidth?: string }): void;
}

/** The values of controls, by the names of the controls. */
export type ValuesOf<Controls extends Readonly<Record<string, Interactive>>> = {
  readonly [Name in keyof Controls]: Controls[Name]["value"];
};

/** Controls, and below them what a function makes of their values. */
export class Interaction<Result> extends Widget {
  readonly model: Model;
  readonly #controls: Readonly<Record<string, Interactive>>;
  readonly #work: (values: never) => Result | Promise<Result>;
  readonly #output = output();
  readonly #first: Promise<void> | undefined;
  #drawn: readonly unknown[] = [];
  #result: Result | undefined;
  #isShown = false;

  constructor(work: (values: never) => Result | Promise<Result>, controls: Readonly<Record<string, Interactive>>) {
    super();
    this.#work = work;
    this.#controls = controls;
    nameControls(controls);
    const [widgets, shown] = [Object.values(controls), this.#output];
    this.model = column([...widgets, shown]).model;
    const redraw = new Latest(callback(() => this.#draw(), this.#take));
    this.#first = capture(this.#take, () => this.#draw());
    for (const { model } of widgets) {
      model.onChange((_, origin) => {
        if (same(this.#values(), this.#drawn)) return undefined;
        return origin === "notebook" ? redraw.now() : redraw.soon();
      });
    }
  }

  /** What the function gave last. */
  get result(): Result | undefined {
    return this.#result;
  }

  override [displaySymbol](): MimeBundle | Promise<MimeBundle> {
    const bundle = (): MimeBundle => ({ ...this.#still(), ...this.view() });
    return this.#first ? this.#first.then(bundle) : bundle();
  }

  text(): string {
    const controls = Object.values(this.#controls).map((control) => control.text());
    return this.#output.outputs.length > 0 ? [...controls, this.#output.text()].join("\n") : controls.join("\n");
  }

  readonly #take = (shown: ShownOutput): void => {
    this.#isShown ||= shown.type !== "clear_output";
    this.#output.take(shown);
  };

  #values(): readonly unknown[] {
    return Object.values(this.#controls).map(({ value }) => value);
  }

  #draw(): Promise<void> | undefined {
    this.#drawn = this.#values();
    this.#isShown = false;
    clearOutput({ wait: true });
    const values = Object.fromEntries(Object.keys(this.#controls).map((name, i) => [name, this.#drawn[i]]));
    const result = this.#work(values as never);
    if (result instanceof Promise) return result.then((value) => this.#show(value));
    return this.#show(result);
  }

  #show(result: Result): Promise<void> | undefined {
    this.#result = result;
    if (result !== undefined) return display(result).then(() => {});
    if (!this.#isShown) clearOutput();
    return undefined;
  }

  /** The picture for readers without widgets: what was shown last. */
  #still(): Record<string, string | object> {
    const shown = this.#output.outputs.flatMap((output) => ("data" in output ? [output.data] : []));
    return (shown.at(-1) ?? {}) as Record<string, string | object>;
  }
}

/** As wide as labels are where nobody says. */
const usualLabel = 9;

/** Controls without a label get their name as one, and labels that are long the same width. */
function nameControls(controls: Readonly<Record<string, Interactive>>): void {
  const labels = Object.entries(controls).map(([name, { label }]) => label || name);
  const longest = Math.max(...labels.map(({ length }) => length));
  Object.values(controls).forEach((control, i) => {
    const labelWidth = longest > usualLabel ? `${longest + 1}ch` : "";
    control.set?.({ label: labels[i]!, labelWidth });
  });
}

/**
 * Shows controls and, below them, what `work` makes of their values; it works anew whenever one of them changes, and
 * while it works only the latest values are kept.
 *
 * What it prints and displays is shown there too, as is its error after the first time. An error the first time is the
 * cell's.
 *
 * @example
 * const shape = interact(({ width, height }) => width * height, {
 *   width: slider({ value: 3 }),
 *   height: slider({ value: 4 }),
 * });
 * shape.result; // 12
 */
export function interact<const Controls extends Readonly<Record<string, Interactive>>, Result>(
  work: (values: ValuesOf<Controls>) => Result | Promise<Result>,
  controls: Controls,
): Interaction<Result> {
  return new Interaction<Result>(work, controls);
}
