import { type Dimension, isNumber, isSameDimension, multiplied, raised } from "../../expression/dimensions.js";
import type { ExactSearch } from "./exact-search.js";
import { isOfOrderOne } from "./is-of-order-one.js";
import { type BinaryStep, binarySteps, type UnaryStep, unarySteps } from "./pool.js";

const unaryCost: Readonly<Record<UnaryStep, number>> = {
  square: 1,
  inverse: 1,
  sqrt: 2,
  plusOne: 2,
  minusOne: 2,
  exp: 2,
  log: 2,
  sin: 2,
  cos: 2,
};

/** Steps that do not follow one another: their order is settled, or laws do not need them. */
const unlikely: Partial<Readonly<Record<UnaryStep, ReadonlySet<string>>>> = {
  square: new Set(["square", "inverse", "sqrt", "exp"]),
  inverse: new Set(["inverse"]),
  sqrt: new Set(["sqrt", "square", "inverse", "exp"]),
  log: new Set(["square", "inverse", "sqrt"]),
};

/** How many combinations are looked at for every expression that is kept. */
const visitsPerExpression = 60;

/** How many expressions are kept. */
const most = 6000;

/** Fills the pool with all distinct expressions of the variables in ascending order of size. */
export function* enumerateExpressions(search: ExactSearch): Generator<number, void, void> {
  const { problem, table, variables, pool } = search;
  const values = new Float64Array(table.rows);
  // levels[s]: the ids from levels[s] to levels[s + 1] have size s.
  const levels = [0, 0];
  for (const index of variables) pool.addVariable(index, table.columns[index], problem.dimensions?.[index]);
  levels.push(pool.size);
  let work = 0;
  let visited = 0;
  for (let size = 2; size <= 12 && pool.size < most && visited < visitsPerExpression * most; size++) {
    for (const pass of [unaryOfSize, binaryOfSize]) {
      for (const count of pass(size)) {
        visited += count;
        work += count * table.rows;
        if (pool.size >= most || visited >= visitsPerExpression * most) break;
        if (work < 1e6) continue;
        yield work;
        work = 0;
      }
    }
    levels.push(pool.size);
    if (levels[size] === pool.size && levels[size - 1] === pool.size) break;
  }
  yield work;

  function* unaryOfSize(size: number): Generator<number> {
    for (const step of unarySteps) {
      const from = size - unaryCost[step];
      if (from < 1) continue;
      for (let id = levels[from]; id < levels[from + 1]; id++) {
        const dimension = unaryDimension(step, pool.dimensionOf(id));
        const isNested = pool.hasFunction(id) && isFunction(step);
        if (needsNumber(step) && !isOfOrderOne(pool.valuesOf(id))) continue;
        if (dimension === "wrong" || isNested || unlikely[step]?.has(pool.stepOf(id))) continue;
        applyUnary(step, pool.valuesOf(id), values);
        pool.addUnary(step, id, values, dimension);
        yield 1;
      }
    }
  }

  function* binaryOfSize(size: number): Generator<number> {
    for (let first = 1; first < size - 1; first++) {
      const second = size - 1 - first;
      for (let a = levels[first]; a < levels[first + 1]; a++) {
        for (let b = levels[second]; b < levels[second + 1]; b++) {
          for (const step of binarySteps) {
            if (step !== "divide" && b > a) continue;
            const dimension = binaryDimension(step, pool.dimensionOf(a), pool.dimensionOf(b));
            if (dimension === "wrong") continue;
            if ((step === "add" || step === "subtract") && !areComparable(pool.valuesOf(a), pool.valuesOf(b))) continue;
            applyBinary(step, pool.valuesOf(a), pool.valuesOf(b), values);
            pool.addBinary(step, a, b, values, dimension);
          }
          yield 4;
        }
      }
    }
  }
}

function isFunction(step: UnaryStep): boolean {
  return step === "exp" || step === "log" || step === "sin" || step === "cos";
}

function needsNumber(step: UnaryStep): boolean {
  return step === "plusOne" || step === "minusOne" || isFunction(step);
}

/** Whether neither is lost in the sum of both, judged by the first rows. */
function areComparable(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < 3; i++) {
    const ratio = Math.abs(a[i] / b[i]);
    if (ratio > 1e-5 && ratio < 1e5) return true;
  }
  return false;
}

function unaryDimension(step: UnaryStep, dimension: Dimension): Dimension | "wrong" {
  if (!dimension) return undefined;
  if (step === "square") return raised(dimension, 2);
  if (step === "inverse") return raised(dimension, -1);
  if (step === "sqrt") return raised(dimension, 1 / 2);
  return isNumber(dimension) ? dimension : "wrong";
}

function binaryDimension(step: BinaryStep, a: Dimension, b: Dimension): Dimension | "wrong" {
  if (step === "multiply") return multiplied(a, b);
  if (step === "divide") return multiplied(a, b, -1);
  return isSameDimension(a, b) ? a : "wrong";
}

function applyUnary(step: UnaryStep, a: Float64Array, values: Float64Array): void {
  const of = unaryFunctions[step];
  for (let i = 0; i < a.length; i++) values[i] = of(a[i]);
}

const unaryFunctions: Readonly<Record<UnaryStep, (a: number) => number>> = {
  square: (a) => a * a,
  inverse: (a) => 1 / a,
  sqrt: Math.sqrt,
  plusOne: (a) => 1 + a,
  minusOne: (a) => 1 - a,
  exp: Math.exp,
  log: Math.log,
  sin: Math.sin,
  cos: Math.cos,
};

function applyBinary(step: BinaryStep, a: Float64Array, b: Float64Array, values: Float64Array): void {
  if (step === "add") for (let i = 0; i < a.length; i++) values[i] = a[i] + b[i];
  else if (step === "subtract") for (let i = 0; i < a.length; i++) values[i] = a[i] - b[i];
  else if (step === "multiply") for (let i = 0; i < a.length; i++) values[i] = a[i] * b[i];
  else for (let i = 0; i < a.length; i++) values[i] = a[i] / b[i];
}
