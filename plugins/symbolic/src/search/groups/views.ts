import { createEvaluator } from "../../engine/create-evaluator.js";
import { fitConstants } from "../../engine/fit-constants.js";
import { apply, constant, constantsOf, type Expression, fixed, variable } from "../../expression/expression.js";
import { pickRows, spreadSample } from "../pick-rows.js";
import type { Problem } from "../problem.js";
import { largest } from "../vectors.js";
import { groupEffects } from "./group-effects.js";

/** More rows would tell little more of the form of the law; its constants are fitted to all. */
const mostRows = 1000;

/** With fewer rows in a group, no form of a law can be told. */
const fewestRows = 8;

const rounding = 1e-9;

/** A problem with groups, seen as one without. What formulas must fulfil is asked of those that come of it. */
export type View = Omit<Problem, "groups" | "constraints" | "columnErrors">;

type Grouped = Problem & { readonly groups: Int32Array };

/**
 * The rows of one group, of the large ones that in which the target varies most: what holds in all holds in one. `undefined`
 * where the groups are too small for that.
 */
export function oneGroup(problem: Grouped): View | undefined {
  const members = membersOf(problem.groups);
  const most = Math.max(...members.map(({ length }) => length));
  const large = members.filter(({ length }) => length >= Math.max(fewestRows, most / 2));
  const spreads = large.map((rows) => spreadOf(problem, rows));
  const rows = large[spreads.indexOf(Math.max(...spreads))];
  const view = rows && withoutGroups(pickRows(problem, rows));
  return view && varies(view, largest(view.target)) ? view : undefined;
}

/** Whether there is more to explain than what rounding leaves of values of this size. */
function varies({ target }: View, size: number): boolean {
  return target.some((value) => Math.abs(value - (target[0] as number)) > rounding * size);
}

function membersOf(groups: Int32Array): number[][] {
  const members: number[][] = [];
  for (const [row, group] of groups.entries()) {
    members[group] ??= [];
    members[group].push(row);
  }
  return members.filter((rows) => rows !== undefined);
}

function withoutGroups({ groups: _, constraints: __, columnErrors: ___, ...problem }: Problem): View {
  return problem;
}

/** Of the target about its mean, by the weights. */
function spreadOf({ target, weights }: View, rows: readonly number[]): number {
  const weight = (row: number) => weights?.[row] ?? 1;
  const total = rows.reduce((sum, row) => sum + weight(row), 0);
  const mean = rows.reduce((sum, row) => sum + weight(row) * (target[row] as number), 0) / total;
  return rows.reduce((sum, row) => sum + weight(row) * ((target[row] as number) - mean) ** 2, 0);
}

/**
 * Rows of all groups, with targets from which is taken what each group adds to them, or multiplies them with; the one first
 * that smooth functions explain better. Factors only where no target is 0. Yields the work done.
 */
export function* levelled(problem: Grouped): Generator<number, View[], void> {
  const few = spreadSample(problem, mostRows);
  const ways = [yield* withoutOffsets(few)];
  if (!few.target.includes(0)) ways.push(yield* withoutFactors(few));
  const useful = ways.filter(({ view, size }) => varies(view, size));
  return useful.sort((a, b) => a.misfit - b.misfit).map(({ view }) => view);
}

interface Levelled {
  readonly view: View;
  /** Of what the effects were taken from, in the units of the view. */
  readonly size: number;
  readonly misfit: number;
}

function* withoutOffsets(grouped: Grouped): Generator<number, Levelled, void> {
  const { groups } = grouped;
  const problem = withoutGroups(grouped);
  const weights = problem.weights ?? new Float64Array(problem.rows).fill(1);
  const { effects, misfit } = yield* groupEffects(problem.target, weights, groups, problem.columns);
  const target = problem.target.map((value, row) => value - (effects[groups[row] as number] as number));
  const shift = offsetOf(spreadSample({ ...problem, target }, curveRows));
  yield iterations * curveRows * problem.columns.length ** 2;
  const view = { ...problem, target: target.map((value) => value - shift) };
  return { view, size: largest(problem.target), misfit };
}

/** Rows and steps to fit a curve whose offset is looked for. */
const curveRows = 256;
const iterations = 60;

/** An offset of more than so many times the largest target is that of a curve too flat to tell. */
const mostShift = 5;

/** What all groups have in common of their offsets: as much as leaves a product of powers and exponentials. */
function offsetOf(view: View): number {
  const product = view.columns.reduce<Expression>((factors, column, i) => {
    const size = largest(column) || 1;
    const decay = apply("exp", apply("multiply", constant(0), apply("divide", variable(i), fixed(size))));
    const power = apply("power", apply("divide", variable(i), fixed(size)), constant(1));
    return apply("multiply", factors, column.every((value) => value > 0) ? apply("multiply", power, decay) : decay);
  }, constant(1));
  const { expression } = fitConstants(apply("add", constant(0), product), createEvaluator(view), {
    maxIterations: iterations,
  });
  const shift = constantsOf(expression)[0] as number;
  return Math.abs(shift) < mostShift * largest(view.target) ? shift : 0;
}

/** The error of a logarithm is that of the value over the value: so both ways leave the same kind of misfit. */
function* withoutFactors(grouped: Grouped): Generator<number, Levelled, void> {
  const { groups, target } = grouped;
  const problem = withoutGroups(grouped);
  const weights = problem.weights ?? new Float64Array(problem.rows).fill(1);
  const ofLogarithms = target.map((value, row) => (weights[row] as number) * value ** 2);
  const logarithms = target.map((value) => Math.log(Math.abs(value)));
  const { effects, misfit } = yield* groupEffects(logarithms, ofLogarithms, groups, problem.columns);
  const factors = Float64Array.from(groups, (group) => Math.exp(effects[group] as number));
  const view = {
    ...problem,
    target: target.map((value, row) => value / (factors[row] as number)),
    weights: factors.map((factor, row) => (weights[row] as number) * factor ** 2),
  };
  return { view, size: largest(view.target), misfit };
}
