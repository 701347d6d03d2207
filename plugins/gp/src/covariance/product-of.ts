import type { Covariance, CovarianceFunction } from "./covariance.js";
import { join } from "./join.js";

/**
 * The product of kernels: similar only where every factor finds the points similar.
 *
 * @example
 * const seasonal = productOf(constant(), rbf({ lengthScale: 90 }), periodic({ period: fixed(1) }));
 * seasonal.parameters(1).map((parameter) => parameter.name); // ["outputScale", "lengthScale", "lengthScale", "period"]
 *
 * @throws ValueError BAD_VALUE
 */
export function productOf(...terms: Covariance[]): Covariance {
  return join({
    kind: "product",
    nameOf: (factors) => factors.map(({ kind, name }) => (kind === "sum" ? `(${name})` : name)).join(" · "),
    terms,
    bind: productFunction,
    rebuild: productOf,
  });
}

/** The product of functions, whose hyper-parameters begin at `offsets`. */
export function productFunction(
  factors: readonly CovarianceFunction[],
  offsets: readonly number[],
): CovarianceFunction {
  return {
    row(X, i, Z, count, out) {
      const part = new Float64Array(count);
      out.fill(1, 0, count);
      for (const factor of factors) {
        factor.row(X, i, Z, count, part);
        for (let j = 0; j < count; j++) out[j] *= part[j];
      }
    },
    gradient(X, i, Z, count, weights, gradient, offset) {
      const rows = factors.map((factor) => {
        const row = new Float64Array(count);
        factor.row(X, i, Z, count, row);
        return row;
      });
      const weighted = new Float64Array(count);
      for (const [f, factor] of factors.entries()) {
        for (let j = 0; j < count; j++) {
          weighted[j] = weights[j];
          for (let other = 0; other < rows.length; other++) if (other !== f) weighted[j] *= rows[other][j];
        }
        factor.gradient(X, i, Z, count, weighted, gradient, offset + offsets[f]);
      }
    },
    parts: { kind: "product", terms: factors, offsets },
    variance: (X, i) => factors.reduce((total, factor) => total * factor.variance(X, i), 1),
    ...stationaryProduct(factors, offsets),
  };
}

/** A product of constants and of at most one function of a distance is still one. */
function stationaryProduct(
  factors: readonly CovarianceFunction[],
  offsets: readonly number[],
): Pick<CovarianceFunction, "stationary"> {
  const forms = factors.map(({ stationary }) => stationary).filter((form) => form !== undefined);
  const withDistance = forms.flatMap(({ distance }, f) => (distance ? [{ distance, offset: offsets[f] }] : []));
  if (forms.length < factors.length || withDistance.length > 1) return {};
  const [found] = withDistance;
  const moved = found && {
    ...found.distance,
    positions: found.distance.positions.map((position) => found.offset + position),
  };
  const variance = forms.reduce((total, form) => total * form.variance, 1);
  const scalePositions = forms.flatMap((form, f) => form.scalePositions.map((position) => offsets[f] + position));
  return { stationary: { ...(moved && { distance: moved }), variance, scalePositions } };
}
