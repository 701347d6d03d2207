import type { RandomStream } from "@mesoscope/core";
import { tick } from "@mesoscope/sdk";
import type { Choice, ScoredFit } from "./choose-support.js";
import { coefficientsOf } from "./coefficients-of-support.js";
import type { LinearConstraints } from "./linear-constraints.js";
import type { SparseOptimizer } from "./optimizer.js";
import { type LinearEquations, type SubsetFit, SubsetRegression } from "./subset-regression.js";

/** The equation of one state, with a column for every term. */
export interface EquationBlock extends LinearEquations {
  /** The columns that terms are chosen from; all unless given. */
  readonly open?: readonly number[];
  /** Another column, whose coefficient is 1: it sets the scale of a ratio. */
  readonly scale?: number | undefined;
}

/** Equations of every state, and the terms chosen in them. */
export interface RegressionFit {
  /** State by state, one per term. */
  readonly coefficients: Float64Array;
  /** One per independent group of equations: all states together where constraints join them. */
  readonly choices: readonly Choice[];
  /** Those that the choice was made from, one block per state. */
  readonly blocks: readonly EquationBlock[];
}

/** State by state, or for all states at once where constraints join them. */
export function chooseTerms(
  blocks: readonly EquationBlock[],
  optimizer: SparseOptimizer,
  constraints: LinearConstraints | undefined,
): RegressionFit {
  const width = blocks[0].columns.length;
  const coefficients = new Float64Array(blocks.length * width);
  const choices = constraints
    ? [optimizer.choose(new SubsetRegression(blocks, constraints))]
    : blocks.map((block) => chooseInBlock(block, optimizer));
  choices.forEach(({ fit }, g) => {
    coefficients.set(coefficientsOf(fit, constraints ? coefficients.length : width), g * width);
  });
  return { coefficients, choices, blocks };
}

/** In terms of all columns of the block, the one that sets the scale among them. */
export function chooseInBlock({ columns, target, open, scale }: EquationBlock, optimizer: SparseOptimizer): Choice {
  if (!open) return optimizer.choose(new SubsetRegression([{ columns, target }]));
  const reduced = { columns: open.map((p) => columns[p]), target };
  const choice = optimizer.choose(new SubsetRegression([reduced], undefined, columns.length));
  const widened = ({ fit, length }: ScoredFit) => ({ fit: inBlock(fit, open, scale), length });
  return { ...widened(choice), variance: choice.variance, tried: choice.tried.map(widened) };
}

function inBlock(fit: SubsetFit, open: readonly number[], scale: number | undefined): SubsetFit {
  const support = fit.support.map((p) => open[p]);
  if (scale === undefined) return { ...fit, support };
  const size = support.length;
  const spread = new Float64Array((size + 1) ** 2);
  for (let i = 0; i < size; i++) spread.set(fit.spread.subarray(i * size, (i + 1) * size), i * (size + 1));
  return { ...fit, support: [...support, scale], coefficients: Float64Array.of(...fit.coefficients, 1), spread };
}

/** The coefficients chosen when the equations are drawn anew with replacement. */
export async function bagged(
  fit: RegressionFit,
  optimizer: SparseOptimizer,
  constraints: LinearConstraints | undefined,
  bags: number,
  random: RandomStream,
): Promise<Float64Array[]> {
  const draws: Float64Array[] = [];
  for (let bag = 0; bag < bags; bag++) {
    await tick(bag, bags);
    const blocks = fit.blocks.map((block) => {
      const rows = Int32Array.from(block.target, () => random.integer(block.target.length));
      const drawn = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
      return { ...block, columns: block.columns.map(drawn), target: drawn(block.target) };
    });
    draws.push(chooseTerms(blocks, optimizer, constraints).coefficients);
  }
  return draws;
}
