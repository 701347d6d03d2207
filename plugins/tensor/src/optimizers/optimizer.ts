import { NDArray } from "@mesoscope/core";
import { checkPositive, displaySymbol, type MimeBundle, ShapeError } from "@mesoscope/sdk";
import { tensor } from "../graph/leaves.js";
import { showShape, sizeOf } from "../graph/shape.js";
import type { Tensor } from "../graph/tensor.js";
import { type Flat, flatten, type Like } from "../graph/tree.js";
import { add } from "../primitives/arithmetic.js";
import type { Clip } from "./clip.js";
import { constant, type Schedule } from "./schedules.js";

/** Options that every optimiser has. */
export interface OptimizerOptions {
  /** How far a step goes: a number, or a schedule that changes it with the step. */
  readonly learningRate?: number | Schedule;
  /** Shortens gradients that are too long, by `clipByNorm` or `clipByValue`; none unless given. */
  readonly clip?: Clip;
}

/** What an optimiser remembers from step to step, to be kept beside the parameters `P`. */
export interface OptimizerState<P = Tensor, Count = Tensor> {
  /** How many steps were taken. */
  readonly step: Count;
  /** Running sums by their names, each of the form of the parameters. */
  readonly moments: Readonly<Record<string, P>>;
}

/** How an optimiser moves one tensor of parameters. */
export interface Rule {
  /** Names of the running sums. */
  readonly moments: readonly string[];
  /** @param count which step this is, from 1 */
  move(at: Place, rate: Tensor, count: Tensor): Omit<Place, "gradient">;
}

interface Place {
  readonly parameters: Tensor;
  readonly gradient: Tensor;
  readonly moments: readonly Tensor[];
}

/** A rule that lowers a loss by its gradient, as a part of a step's graph; made by `adam` and others. */
export class Optimizer {
  readonly name: string;
  readonly #options: OptimizerOptions;
  readonly #schedule: Schedule;
  readonly #rule: Rule;

  /** @internal */
  constructor(name: string, options: OptimizerOptions, learningRate: number | Schedule, rule: Rule) {
    if (typeof learningRate !== "function") checkPositive(name, "learningRate", learningRate);
    this.name = name;
    this.#options = options;
    this.#schedule = typeof learningRate === "function" ? learningRate : constant(learningRate);
    this.#rule = rule;
  }

  /**
   * The state before the first step, for parameters of any form: one array, or lists and objects of arrays.
   *
   * @example
   * adam().initial([1, 2]).moments.gradients.data; // [0, 0]
   *
   * @throws ShapeError BAD_TREE
   */
  initial<P>(parameters: P): OptimizerState<Like<P, NDArray>, NDArray> {
    const { leaves, rebuild } = flatten(parameters);
    const zeros = () => rebuild(leaves.map(({ shape }) => new NDArray(new Float64Array(sizeOf(shape)), shape)));
    return {
      step: new NDArray(Float64Array.of(0), []),
      moments: Object.fromEntries(this.#rule.moments.map((name) => [name, zeros() as Like<P, NDArray>])),
    };
  }

  /**
   * Parameters and state after one more step, inside a function that `compileStep` or `evaluate` traces.
   *
   * @example
   * const optimizer = sgd({ learningRate: 0.1 });
   * const start = { x: [1, -2], memory: optimizer.initial([1, -2]) };
   * const step = await compileStep(({ x, memory }) => {
   *   const { value, gradient } = valueAndGrad((at: Tensor) => sum(square(at)))(x);
   *   const next = optimizer.update(x, gradient, memory);
   *   return [{ x: next.parameters, memory: next.state }, { loss: value }];
   * }, start, { device: "reference" });
   * (await step()).loss.data; // [5]
   * (await step.read()).x.data; // [0.8, -1.6]
   *
   * @throws ShapeError SHAPE_MISMATCH where gradient or state have another form than the parameters
   */
  update<P>(
    parameters: P,
    gradient: P,
    state: OptimizerState<P>,
  ): { readonly parameters: P; readonly state: OptimizerState<P> } {
    const at = flatten(parameters);
    const leaves = (tree: unknown, what: string) => leavesLike(at, flatten(tree), `${this.name}.update: ${what}`);
    const given = leaves(gradient, "the gradient");
    const gradients = this.#options.clip?.(given) ?? given;
    const moments = this.#rule.moments.map((name) => leaves(state.moments[name] ?? {}, `moments.${name} of the state`));
    const count = add(state.step, 1);
    const rate = this.#schedule(state.step);
    const moved = at.leaves.map((leaf, i) =>
      this.#rule.move(
        { parameters: tensor(leaf), gradient: gradients[i]!, moments: moments.map((of) => of[i]!) },
        rate,
        count,
      ),
    );
    const rebuilt = (part: (place: Omit<Place, "gradient">) => Tensor) => at.rebuild(moved.map(part)) as P;
    return {
      parameters: rebuilt((place) => place.parameters),
      state: {
        step: count,
        moments: Object.fromEntries(this.#rule.moments.map((name, k) => [name, rebuilt((place) => place.moments[k]!)])),
      },
    };
  }

  toString(): string {
    const shown = Object.entries(this.#options).map(
      ([name, value]) => `${name}: ${typeof value === "function" ? "a function" : value}`,
    );
    return `${this.name}(${shown.length > 0 ? `{ ${shown.join(", ")} }` : ""})`;
  }

  [displaySymbol](): MimeBundle {
    return { "text/plain": this.toString() };
  }
}

/** The leaves of a tree that must have the form of another. */
function leavesLike(wanted: Flat<Tensor | NDArray>, found: Flat<Tensor | NDArray>, subject: string): Tensor[] {
  const show = ({ leaves, paths }: Flat<Tensor | NDArray>) =>
    leaves.map(({ shape }, i) => `${paths[i]} ${showShape(shape)}`.trim()).join(", ") || "nothing";
  if (show(wanted) === show(found)) return found.leaves.map((leaf) => tensor(leaf));
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `${subject} is ${show(found)} but the parameters are ${show(wanted)}. Give trees of the same form.`,
  );
}
