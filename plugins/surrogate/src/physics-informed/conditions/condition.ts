import type { NDArray } from "@mesoscope/core";
import { checkOptions, checkPositive, checkWhole } from "@mesoscope/sdk";
import type { Domain } from "../domains/domain.js";
import type { Formula, FormulaFunction, Names } from "../mathematics/formula.js";

/** Where a term of the loss is taken, and what is given there. */
export interface Given {
  /** Of shape [n, d]. */
  readonly points: NDArray;
  /** What else the term needs, one row for each point. */
  readonly extra: { readonly [name: string]: NDArray };
}

/** What the equations are about. */
export interface Setting {
  readonly domain: Domain;
  readonly names: Names;
}

/** Something that should vanish at points: its mean square is a part of the loss. */
export interface Term {
  readonly name: string;
  readonly weight: number;
  /** The points of one round. */
  draw(seed: number): Given;
  /** Of shape [n, 1], from the quantities at the points and what else is given there, as columns. */
  readonly formula: Formula;
}

/** A condition that the solution should meet, held softly by a term of the loss; made by `initial`, `boundary`, `data`. */
export interface Condition {
  /** @internal */
  bind(setting: Setting): Term;
}

/** What a condition takes besides. */
export interface ConditionOptions {
  /** What its mean square counts in the loss, where that of the residual counts 1; 100 by default. */
  readonly weight?: number;
  /** At how many points it is held; 256 by default. */
  readonly points?: number;
}

/** Checks the options that conditions share. */
export function readOptions(owner: string, options: ConditionOptions, more: readonly string[]) {
  checkOptions(owner, options, ["weight", "points", ...more]);
  const { weight = 100, points = 256 } = options;
  checkPositive(owner, "weight", weight);
  checkWhole(owner, "points", points, 1);
  return { weight, points };
}

/** What a condition is called. */
export function titleOf(owner: string, equation: string | FormulaFunction): string {
  return typeof equation === "string" ? `${owner} ${equation}` : owner;
}
