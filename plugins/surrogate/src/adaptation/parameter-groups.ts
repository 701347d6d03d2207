import type { NDArray } from "@mesoscope/core";
import { checkNumber, ShapeError, ShownTable, shortNumber, type TextTable } from "@mesoscope/sdk";
import { add, multiply, type OptimizerState, subtract, type Tensor, tensor } from "@mesoscope/tensor";
import { mapLeaves, type ParameterTree } from "../layers/parameter-tree.js";
import type { UpdateRule } from "../training/train-options.js";
import { checkPrefixes, isWithin } from "./paths.js";

/** Which parameters learn how fast; made by `parameterGroups`. */
export class ParameterGroups extends ShownTable {
  /** Factors by the beginnings of paths. */
  readonly factors: Readonly<Record<string, number>>;

  /** @internal */
  constructor(factors: Readonly<Record<string, number>>) {
    super();
    for (const [prefix, factor] of Object.entries(factors)) {
      checkNumber(
        "parameterGroups",
        `"${prefix}"`,
        factor,
        "a number from 0",
        (value) => value >= 0 && value < Infinity,
      );
    }
    this.factors = Object.freeze({ ...factors });
  }

  /** The same groups with these parameters frozen. */
  freeze(...prefixes: readonly string[]): ParameterGroups {
    return this.#with(prefixes, 0);
  }

  /** The same groups with these parameters learning at the full rate. */
  thaw(...prefixes: readonly string[]): ParameterGroups {
    return this.#with(prefixes, 1);
  }

  /** The factor of the longest beginning of a path that is named, 1 where there is none. */
  factorOf(path: string): number {
    const within = Object.keys(this.factors).filter((prefix) => isWithin(path, prefix));
    const longest = within.toSorted((a, b) => b.length - a.length)[0];
    return longest === undefined ? 1 : this.factors[longest];
  }

  /**
   * The parameters after a step of training, each moved as far from where it was as its group says: for the graph of a
   * step, behind any optimiser. What is frozen comes back as it was.
   *
   * @throws ValueError UNKNOWN_PATH where a group has no parameter; ShapeError SHAPE_MISMATCH where the trees differ
   */
  step<P>(before: P, after: P): P {
    const moved = new Map<string, Tensor>();
    mapLeaves(after as ParameterTree<Tensor>, (leaf, path) => moved.set(path, leaf));
    const paths: string[] = [];
    const result = mapLeaves(before as ParameterTree<Tensor>, (leaf, path) => {
      paths.push(path);
      const next = moved.get(path);
      if (!next) throw new ShapeError("SHAPE_MISMATCH", `ParameterGroups.step: there is no ${path} after the step.`);
      const factor = this.factorOf(path);
      if (factor === 0 || factor === 1) return factor === 0 ? leaf : next;
      return add(leaf, multiply(factor, subtract(next, leaf)));
    });
    checkPrefixes("ParameterGroups.step", Object.keys(this.factors), paths);
    return result as P;
  }

  /**
   * An optimiser that moves each parameter by the factor of its group, for `train` and the estimators: there all
   * parameters are one vector.
   *
   * @param parameters those that will be trained, for their names and places
   *
   * @throws ValueError UNKNOWN_PATH
   */
  optimizer(inner: UpdateRule, parameters: object): UpdateRule {
    const paths: string[] = [];
    const each: Float64Array[] = [];
    mapLeaves(parameters as ParameterTree<NDArray>, ({ size }, path) => {
      paths.push(path);
      each.push(new Float64Array(size).fill(this.factorOf(path)));
    });
    checkPrefixes("ParameterGroups.optimizer", Object.keys(this.factors), paths);
    const factors = tensor(Float64Array.from(each.flatMap((part) => [...part])));
    const update = (before: Tensor, gradient: Tensor, memory: OptimizerState) => {
      const { parameters: after, state } = inner.update(before, gradient, memory);
      return { parameters: add(before, multiply(factors, subtract(after, before))), state };
    };
    return { initial: (vector) => inner.initial(vector), update: update as UpdateRule["update"] };
  }

  /**
   * How many numbers learn, and how many are frozen.
   *
   * @throws ValueError UNKNOWN_PATH
   */
  count(parameters: object): { readonly learning: number; readonly frozen: number } {
    const sizes = { learning: 0, frozen: 0 };
    const paths: string[] = [];
    mapLeaves(parameters as ParameterTree<NDArray>, ({ size }, path) => {
      paths.push(path);
      sizes[this.factorOf(path) === 0 ? "frozen" : "learning"] += size;
    });
    checkPrefixes("ParameterGroups.count", Object.keys(this.factors), paths);
    return sizes;
  }

  #with(prefixes: readonly string[], factor: number): ParameterGroups {
    return new ParameterGroups({
      ...Object.fromEntries(
        Object.entries(this.factors).filter(([known]) => !prefixes.some((prefix) => isWithin(known, prefix))),
      ),
      ...Object.fromEntries(prefixes.map((prefix) => [prefix, factor])),
    });
  }

  protected table(): TextTable {
    return {
      caption: "Learning rates by parameters; all others: 1",
      headings: ["parameters", "factor"],
      rows: Object.entries(this.factors).map(([prefix, factor]) => [
        prefix || "all",
        factor === 0 ? "frozen" : shortNumber(factor),
      ]),
    };
  }
}

/**
 * Learning-rate factors for parts of a network, by the beginnings of their paths: 0 freezes, 0.1 lets learn slowly, `""`
 * names all. So a network that was trained on one task or scale is tuned to another.
 *
 * @example
 * const groups = parameterGroups({ "": 0.1, encoder: 0 });
 * groups.factorOf("encoder.0.weights"); // 0
 * groups.thaw("encoder.0").factorOf("encoder.0.weights"); // 1
 * groups.factorOf("head.weights"); // 0.1
 *
 * @throws ValueError BAD_OPTION at a factor below 0
 * @see Howard & Ruder, Universal language model fine-tuning, ACL (2018), section 3.2
 */
export function parameterGroups(factors: Readonly<Record<string, number>>): ParameterGroups {
  return new ParameterGroups(factors);
}
