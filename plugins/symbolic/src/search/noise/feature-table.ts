import type { Evaluator } from "../../engine/evaluator.js";
import { sizeOf } from "../../expression/expression.js";
import { basisOf, projectOut } from "../orthogonal-basis.js";
import { dot, norm } from "../vectors.js";
import type { Feature, FeatureTable } from "./feature.js";
import { factoredSum } from "./sum-forms.js";

/** The values of all features, without those that equal a simpler one up to a power and a monomial. */
export function featureTable(
  features: Iterable<Feature>,
  evaluator: Evaluator,
  logs: readonly Float64Array[],
): Generator<number, FeatureTable> {
  const basis = basisOf([new Float64Array(evaluator.rows).fill(1), ...logs]);
  const isNew = newcomers(evaluator.rows, 1e-5);
  return tableOf(features, (feature) => {
    const work = evaluator.rows * (sizeOf(feature.forms[0].expression) + logs.length + 1);
    const column = columnOf(feature, evaluator, logs);
    if (!column) return { work };
    const { rest } = projectOut(basis, column);
    const length = norm(rest);
    const isKept = length > 1e-6 * norm(column) && isNew(rest, length, feature.role);
    return isKept ? { work, column } : { work };
  });
}

/** The values of terms, without those that equal an earlier one up to a factor. */
export function termTable(features: Iterable<Feature>, evaluator: Evaluator): Generator<number, FeatureTable> {
  const isNew = newcomers(evaluator.rows, 1e-6);
  return tableOf(features, ({ forms: [{ expression, shift }], role }) => {
    const whole = factoredSum([{ sign: 1, monomial: shift, factor: expression }]);
    const work = evaluator.rows * sizeOf(whole);
    const column = evaluator.values(whole).slice();
    const length = norm(column);
    const isKept = length > 0 && Number.isFinite(length) && isNew(column, length, role);
    return isKept ? { work, column } : { work };
  });
}

/** The features that `look` gives a column. */
function* tableOf(
  features: Iterable<Feature>,
  look: (feature: Feature) => { readonly work: number; readonly column?: Float64Array },
): Generator<number, FeatureTable> {
  const kept: Feature[] = [];
  const columns: Float64Array[] = [];
  let total = 0;
  for (const feature of features) {
    const { work, column } = look(feature);
    if (column) {
      kept.push(feature);
      columns.push(column);
    }
    total += work;
    if (total > 1e6) {
      yield total;
      total = 0;
    }
  }
  return { features: kept, columns };
}

/** Tells whether a column was not seen before, up to a factor: by two numbers that hardly agree by chance. */
function newcomers(rows: number, precision: number) {
  const probes = [3, 5].map((prime) => Float64Array.from({ length: rows }, (_, i) => Math.sin(prime * i * i + i)));
  const seen = new Set<string>();
  return (column: Float64Array, length: number, role: string): boolean => {
    const [first, second] = probes.map((probe) => dot(column, probe) / length / precision);
    const key = `${role} ${Math.round(Math.abs(first))} ${Math.round(second * Math.sign(first))}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
}

/** `undefined` where it is not finite everywhere. */
export function columnOf(
  feature: Feature,
  evaluator: Evaluator,
  logs: readonly Float64Array[],
): Float64Array | undefined {
  const { expression, shift } = feature.forms[0];
  const column = evaluator.values(expression).slice();
  if (feature.role === "power") {
    for (let i = 0; i < column.length; i++) column[i] = Math.log(Math.abs(column[i]));
    for (const [v, exponent] of shift.entries()) {
      if (exponent !== 0) for (let i = 0; i < column.length; i++) column[i] += exponent * logs[v][i];
    }
  }
  return column.every(Number.isFinite) ? column : undefined;
}
