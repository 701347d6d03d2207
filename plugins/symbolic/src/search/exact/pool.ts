import type { Dimension } from "../../expression/dimensions.js";
import { apply, type Expression, fixed, variable } from "../../expression/expression.js";
import type { Term } from "./monomials.js";
import { ValueSet } from "./value-set.js";

/** Steps from one or two expressions to the next one. */
export const unarySteps = ["square", "inverse", "sqrt", "plusOne", "minusOne", "exp", "log", "sin", "cos"] as const;
export const binarySteps = ["add", "subtract", "multiply", "divide"] as const;
export type UnaryStep = (typeof unarySteps)[number];
export type BinaryStep = (typeof binarySteps)[number];

const functions: ReadonlySet<string> = new Set(["exp", "log", "sin", "cos"]);

interface Node {
  readonly step: UnaryStep | BinaryStep | "variable";
  readonly left: number;
  readonly right: number;
  readonly hasFunction: boolean;
  readonly dimension: Dimension;
}

/** Distinct expressions with their values on the rows of a table, in the order in which they were found. */
export class Pool {
  readonly #rows: number;
  readonly #nodes: Node[] = [];
  readonly #blocks: Float64Array[] = [];
  readonly #seen = new ValueSet();
  readonly #direction: Float64Array;

  constructor(direction: Float64Array) {
    this.#rows = direction.length;
    this.#direction = direction;
  }

  get size(): number {
    return this.#nodes.length;
  }

  valuesOf(id: number): Float64Array {
    return this.#blocks[id];
  }

  dimensionOf(id: number): Dimension {
    return this.#nodes[id].dimension;
  }

  termOf(id: number): Term {
    return { values: this.valuesOf(id), expression: this.expressionOf(id), dimension: this.dimensionOf(id) };
  }

  stepOf(id: number): Node["step"] {
    return this.#nodes[id].step;
  }

  hasFunction(id: number): boolean {
    return this.#nodes[id].hasFunction;
  }

  addVariable(index: number, values: Float64Array, dimension: Dimension): void {
    this.#add(values, { step: "variable", left: index, right: -1, hasFunction: false, dimension });
  }

  addUnary(step: UnaryStep, of: number, values: Float64Array, dimension: Dimension): void {
    const hasFunction = functions.has(step) || this.#nodes[of].hasFunction;
    this.#add(values, { step, left: of, right: -1, hasFunction, dimension });
  }

  addBinary(step: BinaryStep, left: number, right: number, values: Float64Array, dimension: Dimension): void {
    const hasFunction = this.#nodes[left].hasFunction || this.#nodes[right].hasFunction;
    this.#add(values, { step, left, right, hasFunction, dimension });
  }

  expressionOf(id: number): Expression {
    const { step, left, right } = this.#nodes[id];
    if (step === "variable") return variable(left);
    const first = this.expressionOf(left);
    if (step === "plusOne") return apply("add", fixed(1), first);
    if (step === "minusOne") return apply("subtract", fixed(1), first);
    return right < 0 ? apply(step, first) : apply(step, first, this.expressionOf(right));
  }

  /** Keeps a copy of values that are new, finite and not constant. */
  #add(values: Float64Array, node: Node): void {
    let along = 0;
    let least = Number.POSITIVE_INFINITY;
    let greatest = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < this.#rows; i++) {
      along += values[i] * this.#direction[i];
      if (values[i] < least) least = values[i];
      if (values[i] > greatest) greatest = values[i];
    }
    const size = Math.max(Math.abs(least), Math.abs(greatest));
    if (!(Number.isFinite(along) && size < 1e200 && greatest - least > 1e-9 * size)) return;
    if (!this.#seen.add(along)) return;
    this.#nodes.push(node);
    this.#blocks.push(values.slice());
  }
}
