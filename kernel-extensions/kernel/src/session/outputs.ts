import type { Output, SessionOptions } from "./contract.js";
import { Flow } from "./flow.js";
import { InOrder } from "./in-order.js";

/** What cells have shown, on its way to the front end: in order, and each to its place. */
export class Outputs {
  readonly #take: SessionOptions["onOutput"];
  readonly #flow: Flow;
  readonly #line = new InOrder<Output>((output) => this.#pass(output));
  /** The run in whose place another one shows what it shows. */
  readonly #places = new Map<number, number>();

  constructor(take: SessionOptions["onOutput"], flow: { hold(): void; release(): void }) {
    this.#take = take;
    this.#flow = new Flow(flow);
  }

  /** What comes behind one that is not ready waits for it. */
  add(output: Output | Promise<Output>): void {
    this.#line.add(output);
  }

  /** Settles when all that was added has been passed on; undefined where it has. */
  get passed(): Promise<void> | undefined {
    return this.#line.passed;
  }

  showIn(place: number, run: number): void {
    this.#places.set(run, place);
  }

  placeOf(run: number): number {
    return this.#places.get(run) ?? run;
  }

  #pass(output: Output): void {
    const taken = this.#take({ ...output, run: this.placeOf(output.run) });
    if (taken instanceof Promise) this.#flow.pass(output.content.byteLength, taken);
  }
}
