import type { Evaluator } from "../../engine/evaluator.js";
import type { Dimension } from "../../expression/dimensions.js";
import type { Problem } from "../problem.js";
import type { SearchContext } from "../stage.js";
import { logarithmOfSize } from "../vectors.js";
import { FeatureTable } from "./feature-table.js";
import { Frame } from "./frame.js";
import { Pool } from "./pool.js";

/** Rows on which values are compared. */
const tableRows = 64;

/** Rows on which what was found is checked first. */
const checkRows = 256;

/** With fewer rows to spare, formulas agree by chance. */
const leastFreedom = 6;

/** What the parts of the exact search share. */
export interface ExactSearch {
  readonly context: SearchContext;
  /** Without dimensions where constants may carry any: then these prune nothing. */
  readonly problem: Problem;
  /** The variables that formulas are made of. */
  readonly variables: readonly number[];
  /** The rows on which values are compared. */
  readonly table: Evaluator;
  /** The rows on which what was found is checked. */
  readonly check: Evaluator;
  /** Takes the logarithms of all variables out: what is left tells products of powers times a feature apart. */
  readonly logFrame: Frame;
  /** Takes a constant out. */
  readonly offsetFrame: Frame;
  /** Small expressions, once they are enumerated. */
  readonly pool: Pool;
  /** Factors beside powers of variables, once they are listed. */
  readonly features: FeatureTable;
}

/** One way to look for an exact law. */
export type Part = (search: ExactSearch) => Generator<number, void, void>;

/** `undefined` where there are too few rows to tell formulas apart. */
export function exactSearch(context: SearchContext, variables: readonly number[]): ExactSearch | undefined {
  const table = context.sample(tableRows);
  const ones = new Float64Array(table.rows).fill(1);
  const logarithms = withoutZeros(variables, table).map((index) => table.columns[index].map(logarithmOfSize));
  const logFrame = new Frame([ones, ...logarithms], table.rows, context.random.child(1));
  if (logFrame.freedom < leastFreedom) return undefined;
  return {
    context,
    problem: prunable(context.problem),
    variables,
    table,
    check: context.sample(checkRows),
    logFrame,
    offsetFrame: new Frame([ones], table.rows, context.random.child(2)),
    pool: new Pool(context.random.child(3).normals(table.rows).data),
    features: new FeatureTable(logFrame),
  };
}

function prunable(problem: Problem): Problem {
  if (!problem.constantsMayHaveUnits) return problem;
  const { dimensions: _, targetDimension: __, ...rest } = problem;
  return rest;
}

export function dimensionOfTarget({ dimensions, targetDimension }: Problem): Dimension {
  return dimensions && targetDimension;
}

/** The variables whose logarithms can be taken. */
export function withoutZeros(variables: readonly number[], { columns }: Evaluator): number[] {
  return variables.filter((index) => columns[index].every((value) => value !== 0));
}
