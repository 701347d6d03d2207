import { coefficientOfDetermination, fitLeastSquares, median, quantile, randomStream } from "@mesoscope/core";
import { type MathNode, parse } from "mathjs";
import { valuesOf } from "./law.ts";
import type { Entry } from "./manifest.ts";

/** How an answer was judged; of several equations the worst. */
export interface Verdict {
  /** R² against the truth without noise, on points of the wider box. */
  readonly r2: number;
  /** Equal to the truth apart from the values of its constants. */
  readonly isTruth: boolean;
  /** Both that, and an R² of at least what the problem asks. */
  readonly isSolved: boolean;
}

const points = 300;

/**
 * Judges a formula, or one per equation, by its numbers: quick, and nearly always the verdict of a symbolic proof.
 * Fitting the constants of a formula that is the truth makes both equal to rounding.
 */
export async function judge(entry: Entry, answer: string | readonly string[] | undefined): Promise<Verdict> {
  const truths = [entry.expression].flat();
  const answers = [answer ?? []].flat();
  const verdicts = await Promise.all(truths.map((truth, i) => judgeOne(entry, truth, answers[i])));
  const r2 = Math.min(...verdicts.map((verdict) => verdict.r2));
  const isTruth = verdicts.every((verdict) => verdict.isTruth);
  return { r2, isTruth, isSolved: isTruth && r2 > entry.r2_min };
}

async function judgeOne(entry: Entry, truth: string, answer: string | undefined) {
  const wrong = { r2: Number.NEGATIVE_INFINITY, isTruth: false };
  if (answer === undefined) return wrong;
  const names = entry.variables.map(({ name }) => name);
  const { columns, target } = pointsOf(entry, names, truth);
  try {
    const values = valuesOf(answer, names, columns);
    if (!values.every(Number.isFinite)) return wrong;
    const r2 = coefficientOfDetermination(target, values);
    const isTruth =
      r2 > Math.min(0.999, entry.r2_min) && (await isEqualUpToConstants(answer, truth, names, columns, target));
    return { r2, isTruth };
  } catch {
    return wrong;
  }
}

/** Points of the wider box on which the truth is finite, without the 2 % whose values lie farthest out. */
function pointsOf({ id, extrapolation }: Entry, names: readonly string[], truth: string) {
  const random = randomStream([...id].reduce((sum, letter, i) => sum + (i + 1) * letter.charCodeAt(0), 0));
  const drawn = extrapolation.map(([low, high]) =>
    Float64Array.from({ length: 8 * points }, () => low + (high - low) * random.uniform()),
  );
  const values = valuesOf(truth, names, drawn);
  const finite = [...values.keys()].filter((i) => Number.isFinite(values[i]));
  const middle = median(finite.map((i) => values[i]));
  const farthest = quantile(
    finite.map((i) => Math.abs(values[i] - middle)),
    0.98,
  );
  const kept = finite.filter((i) => Math.abs(values[i] - middle) <= farthest).slice(0, points);
  return {
    columns: drawn.map((column) => Float64Array.from(kept, (i) => column[i])),
    target: Float64Array.from(kept, (i) => values[i]),
  };
}

async function isEqualUpToConstants(
  answer: string,
  truth: string,
  names: readonly string[],
  columns: readonly Float64Array[],
  target: Float64Array,
): Promise<boolean> {
  const tree = parse(answer);
  if (sizeOf(tree) > 2 * sizeOf(parse(truth)) + 8) return false;
  const start: number[] = [];
  const open = tree.transform((node, _, parent) => {
    if (node.type !== "ConstantNode" || isExponent(node, parent)) return node;
    start.push(Number((node as unknown as { value: number }).value));
    return parse(`constant${start.length - 1}`);
  });
  const code = open.compile();
  const scale = target.reduce((sum, value) => sum + Math.abs(value), 0) / target.length;
  const residuals = (constants: ArrayLike<number>) => {
    const scope: Record<string, number> = Object.fromEntries(start.map((_, k) => [`constant${k}`, constants[k]]));
    return Float64Array.from(target, (value, row) => {
      names.forEach((name, j) => {
        scope[name] = columns[j][row];
      });
      const found = code.evaluate(scope);
      return typeof found === "number" && Number.isFinite(found) ? (found - value) / scale : 1e3;
    });
  };
  const isClose = (errors: ArrayLike<number>) => Array.from(errors).every((error) => Math.abs(error) < 1e-6);
  if (isClose(residuals(start))) return true;
  if (start.length === 0) return false;
  try {
    const { x } = await fitLeastSquares(residuals, start, { tolerance: 1e-12, maxIterations: 200 });
    return isClose(residuals(x));
  } catch {
    return false;
  }
}

function sizeOf(tree: MathNode): number {
  return tree.filter((node) => node.type !== "ParenthesisNode" && !isFunctionName(node)).length;

  function isFunctionName(node: MathNode): boolean {
    return node.type === "SymbolNode" && tree.filter((other) => (other as { fn?: unknown }).fn === node).length > 0;
  }
}

/** A whole or half exponent is part of the structure. */
function isExponent(node: MathNode, parent: MathNode | undefined): boolean {
  const { op, args } = (parent ?? {}) as { op?: string; args?: MathNode[] };
  return op === "^" && args?.[1] === node && Number.isInteger(2 * Number((node as unknown as { value: number }).value));
}
