import { checkOptions, displaySymbol, ShapeError, ValueError } from "@mesoscope/sdk";
import type { Covariance, CovarianceFunction } from "./covariance.js";
import { displayKernel } from "./display-kernel.js";
import { checkStart, restart, type Start } from "./start.js";
import { startsOf } from "./starts-of.js";
import { activeColumns, checkInputs } from "./stationary.js";

/** Options of `linear`. */
export interface LinearOptions {
  /** Start of the standard deviation of the slope, target per input: one number, or one per input. */
  readonly slope?: Start;
  /** Where the straight line has no variance: one number, or one per input; 0 by default. */
  readonly centre?: number | readonly number[];
  /** The columns of `X` that the kernel sees; all by default. */
  readonly inputs?: readonly number[];
}

/**
 * Linear covariance `Σ_j b_j² (x_j − c_j)(x′_j − c_j)`: straight lines with slopes of standard deviation `b`.
 *
 * @example
 * covarianceMatrix(linear({ slope: 2, centre: 1 }), [3, 4]).data[1]; // 24
 *
 * @throws ValueError BAD_OPTION
 * @see Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), section 4.2.2
 */
export function linear(options: LinearOptions = {}): Covariance {
  const kind = "linear";
  const { slope, centre = 0, inputs } = options;
  checkOptions(kind, options, ["slope", "centre", "inputs"]);
  checkStart(kind, "slope", slope);
  checkInputs(kind, inputs);
  const centres = (count: number) => readCentres(centre, count);
  const kernel: Covariance = {
    kind,
    name: "linear",
    terms: [],
    formula: "Σⱼ bⱼ² (xⱼ − cⱼ)(x′ⱼ − cⱼ)",
    parameters(columns) {
      const active = activeColumns(kind, inputs, columns);
      centres(active.length);
      return startsOf(
        kind,
        "slope",
        "slope",
        slope,
        active.map((input) => [input]),
      );
    },
    bind(values, columns) {
      const active = activeColumns(kind, inputs, columns);
      return linearFunction(active, values, centres(active.length));
    },
    withValues: (values) => linear({ ...options, slope: restart(slope, values) }),
    toJSON: () => ({
      kind,
      ...(slope !== undefined && { slope }),
      ...(options.centre !== undefined && { centre }),
      ...(inputs && { inputs: [...inputs] }),
    }),
    [displaySymbol]: () => displayKernel(kernel),
  };
  return kernel;
}

function readCentres(centre: number | readonly number[], count: number): readonly number[] {
  const centres = typeof centre === "number" ? new Array<number>(count).fill(centre) : centre;
  if (centres.length !== count) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `linear: centre has ${centres.length} values but the kernel sees ${count} inputs. Give one number, or one per input.`,
    );
  }
  const bad = centres.find((value) => !Number.isFinite(value));
  if (bad !== undefined) throw new ValueError("BAD_OPTION", `linear: centre holds ${bad}. Give finite numbers.`);
  return centres;
}

function linearFunction(
  active: readonly number[],
  slopes: readonly number[],
  centres: readonly number[],
): CovarianceFunction {
  const term = (x: Float64Array, xAt: number, z: Float64Array, zAt: number, k: number) =>
    slopes[k] ** 2 * (x[xAt + active[k]] - centres[k]) * (z[zAt + active[k]] - centres[k]);
  return {
    row(X, i, Z, count, out) {
      const columns = X.shape[1];
      for (let j = 0; j < count; j++) {
        out[j] = 0;
        for (let k = 0; k < active.length; k++) out[j] += term(X.data, i * columns, Z.data, j * columns, k);
      }
    },
    gradient(X, i, Z, count, weights, gradient, offset) {
      const columns = X.shape[1];
      for (let j = 0; j < count; j++) {
        for (let k = 0; k < active.length; k++) {
          gradient[offset + k] += 2 * weights[j] * term(X.data, i * columns, Z.data, j * columns, k);
        }
      }
    },
    variance(X, i) {
      let sum = 0;
      const at = i * X.shape[1];
      for (let k = 0; k < active.length; k++) sum += term(X.data, at, X.data, at, k);
      return sum;
    },
  };
}
