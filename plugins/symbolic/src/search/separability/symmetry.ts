import type { RandomStream } from "@mesoscope/core";
import { dimensionOfExpression } from "../../expression/dimension-of-expression.js";
import { isSameDimension } from "../../expression/dimensions.js";
import { apply, type Expression, variable } from "../../expression/expression.js";
import { binaryFunctions } from "../../expression/operators.js";
import type { Problem } from "../problem.js";
import { rangeOf } from "./axis.js";
import {
  type Contrast,
  drawnPoint,
  pairsOf,
  remainder,
  type Square,
  squareOf,
  squaresPerTest,
  workOf,
} from "./squares.js";
import { onFewRows, type Subproblem } from "./subproblem.js";
import type { Surrogate } from "./surrogate.js";

/** How two variables make one. */
type Pairing = "add" | "subtract" | "multiply" | "divide";

export interface Symmetry {
  readonly first: number;
  readonly second: number;
  readonly pairing: Pairing;
  /** What speaks against it, as a part of the changes of the surrogate. */
  readonly rest: number;
}

/** Moves tried for each square of a symmetry; many leave the range of the second variable. */
const triesPerSquare = 4;

/** With fewer squares than this a symmetry was not seen. */
const leastSquares = 16;

/** Where the second variable goes, for the pairing to keep its value when the first one moves. */
const companions: Readonly<Record<Pairing, (first: number, second: number, moved: number) => number>> = {
  add: (first, second, moved) => second + first - moved,
  subtract: (first, second, moved) => second - first + moved,
  multiply: (first, second, moved) => (second * first) / moved,
  divide: (first, second, moved) => (second * moved) / first,
};

/** The pairs of variables of which the surrogate depends on the sum, difference, product or ratio alone, the clearest first. */
export function* symmetriesOf(
  surrogate: Surrogate,
  { columns, dimensions }: Pick<Problem, "columns" | "dimensions">,
  variables: readonly number[],
  random: RandomStream,
): Generator<number, readonly Symmetry[], void> {
  const found: Symmetry[] = [];
  for (const [first, second] of pairsOf(variables)) {
    const areAlike = !dimensions || isSameDimension(dimensions[first], dimensions[second]);
    const [least, greatest] = rangeOf(columns[second]);
    const sums: readonly Pairing[] = areAlike ? ["subtract", "add"] : [];
    const ratios: readonly Pairing[] = least > 0 || greatest < 0 ? ["divide"] : [];
    const pairings: readonly Pairing[] = [...sums, ...ratios, "multiply"];
    for (const pairing of pairings) {
      const squares: Square[] = [];
      for (let tried = 0; tried < triesPerSquare * squaresPerTest && squares.length < squaresPerTest; tried++) {
        const start = drawnPoint(columns, random);
        const moved = drawnPoint(columns, random)[first];
        const companion = companions[pairing](start[first], start[second], moved);
        if (companion >= least && companion <= greatest) squares.push(squareOf(start, first, moved, second, companion));
      }
      const isKept = ([a, , , d]: Float64Array): Contrast => ({ value: d - a, slopes: [-1, 0, 0, 1] });
      const rest = squares.length < leastSquares ? undefined : remainder(surrogate, squares, isKept);
      if (rest !== undefined) found.push({ first, second, pairing, rest });
      yield workOf(surrogate);
    }
  }
  return found.sort((a, b) => a.rest - b.rest);
}

/** The problem with one variable in place of the two. */
export function symmetryProblem(problem: Problem, { first, second, pairing }: Symmetry): Subproblem {
  const { names, columns, target, weights, dimensions, targetDimension, constantsMayHaveUnits, seed, rows } = problem;
  const pair = apply(pairing, variable(first), variable(second));
  const joined = columns[first].map((value, i) => binaryFunctions[pairing](value, columns[second][i]));
  const dimension = dimensionOfExpression(pair, problem);
  const replaced = <Item>(items: readonly Item[], item: Item) => items.with(first, item).toSpliced(second, 1);
  return {
    meanings: replaced(
      columns.map<Expression>((_, k) => variable(k)),
      pair,
    ),
    problem: onFewRows({
      ...{ rows, target, constantsMayHaveUnits, seed },
      names: replaced(names, `${names[first]}_${names[second]}`),
      columns: replaced(columns, joined),
      ...(weights && { weights }),
      ...(dimensions && dimension && dimension !== "free" && { dimensions: replaced(dimensions, dimension) }),
      ...(targetDimension && { targetDimension }),
    }),
  };
}
