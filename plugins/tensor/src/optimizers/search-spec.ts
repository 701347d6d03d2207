import { type ArrayInput, array, asVector } from "@mesoscope/core";
import { checkNumber, displaySymbol, type MimeBundle, ValueError } from "@mesoscope/sdk";
import type { Shape } from "../graph/shape.js";
import { type Found, type Learned, type Method, Search } from "./search.js";
import { readState } from "./search-state.js";

interface Making<Answer, At extends Found> {
  /** Shapes of what the method learns, for so many parameters. */
  shapesFor(size: number): Readonly<Record<string, Shape>>;
  make(size: number, saved?: Learned): Method<Answer, At>;
}

/** A method to search for a minimum, with its options; made by `lbfgs`, `ssBroyden` and `levenbergMarquardt`. */
export class SearchSpec<Answer> {
  readonly name: string;
  readonly #tolerance: number;
  readonly #making: Making<Answer, Found>;

  /** @internal */
  constructor(name: string, tolerance: number, making: Making<Answer, Found>) {
    checkNumber(name, "tolerance", tolerance, "a number from 0", (given) => given >= 0);
    this.name = name;
    this.#tolerance = tolerance;
    this.#making = making;
  }

  /**
   * A search that begins at a point.
   *
   * @throws ValueError BAD_VALUE where an entry is not finite; as core's `asVector`
   */
  start(x: ArrayInput): Search<Answer> {
    const point = array(asVector(x, `${this.name}.start: x`)).data;
    const bad = point.findIndex((entry) => !Number.isFinite(entry));
    if (bad >= 0) {
      throw new ValueError(
        "BAD_VALUE",
        `${this.name}.start: x has ${point[bad]} for parameter ${bad}. Give a finite number for each.`,
      );
    }
    return new Search(this.#settings, this.#making.make(point.length), { point });
  }

  /**
   * A search that goes on from what `Search.toJSON` gave, kept by `saveTree` or as JSON: bit for bit as if it had never
   * paused.
   *
   * @example
   * const bowl = ([x]) => ({ value: x ** 4, gradient: [4 * x ** 3] });
   * const search = lbfgs().start([1]);
   * await search.run(bowl, 3);
   * const again = lbfgs().resume(JSON.parse(JSON.stringify(search)));
   * await search.run(bowl, 3);
   * await again.run(bowl, 3);
   * again.value === search.value; // true
   *
   * @throws DataError BAD_STATE where it was saved by another method
   */
  resume(saved: object): Search<Answer> {
    const { point, value, iterations, evaluations, learned } = readState(this.name, saved, this.#making.shapesFor);
    return new Search(this.#settings, this.#making.make(point.size, learned), {
      point: point.data,
      value: value.data[0]!,
      iterations: iterations.data[0]!,
      evaluations: evaluations.data[0]!,
    });
  }

  toString(): string {
    return `${this.name}, not yet started`;
  }

  [displaySymbol](): MimeBundle {
    return { "text/plain": this.toString() };
  }

  get #settings() {
    return { name: this.name, tolerance: this.#tolerance };
  }
}
