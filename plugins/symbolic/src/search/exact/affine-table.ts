import type { Expression } from "../../expression/expression.js";
import { isProportional } from "./feature-table.js";
import type { Frame } from "./frame.js";
import { KeyTable } from "./key-table.js";
import type { Pool } from "./pool.js";

/** The expressions of a pool by their values apart from a factor and an offset. */
export class AffineTable {
  readonly #keys = new KeyTable();
  readonly #ids: number[] = [];
  readonly #frame: Frame;
  readonly #pool: Pool;
  readonly #rest: Float64Array;

  constructor(frame: Frame, pool: Pool) {
    this.#frame = frame;
    this.#pool = pool;
    this.#rest = new Float64Array(frame.rows);
    for (let id = 0; id < pool.size; id++) this.#add(id);
  }

  /** The expression of which such a rest is left. */
  find(rest: Float64Array): Expression | undefined {
    let found: Expression | undefined;
    this.#keys.some(this.#frame.key(rest), (index) => {
      const id = this.#ids[index];
      this.#frame.project(this.#pool.valuesOf(id), this.#rest);
      if (!isProportional(rest, this.#rest)) return false;
      found = this.#pool.expressionOf(id);
      return true;
    });
    return found;
  }

  #add(id: number): void {
    if (this.#frame.project(this.#pool.valuesOf(id), this.#rest) !== "rest") return;
    this.#keys.add(this.#frame.key(this.#rest));
    this.#ids.push(id);
  }
}
