import type { Family } from "@mesoscope/core/backend";
import { checkOptions, displaySymbol, ShapeError, ValueError } from "@mesoscope/sdk";
import type { Covariance, CovarianceData, CovarianceFunction, Parameter } from "./covariance.js";
import { displayKernel } from "./display-kernel.js";
import { checkStart, readStart, restart, type Start } from "./start.js";

/** Options shared by the kernels of a scaled distance. */
export interface DistanceOptions {
  /** Start of the length scale, in the unit of the inputs: one number, or one per input. */
  readonly lengthScale?: Start;
  /** A length scale for each input (automatic relevance determination, the default) or one for all. */
  readonly ard?: boolean;
  /** The columns of `X` that the kernel sees; all by default. */
  readonly inputs?: readonly number[];
}

/** A function of `s = Σ_j ((x_j − x′_j) / ℓ_j)²`. */
export interface Profile {
  /** Its name among the functions that can be computed for all points at once, where it is one of them. */
  readonly family?: Family;
  /** `k(s)`, with `k(0) = 1`. */
  value(s: number): number;
  /** `−2 dk/ds`, by which `∂k/∂log ℓ_j` is `steepness · ((x_j − x′_j) / ℓ_j)²`; 0 where it would be infinite. */
  steepness(s: number): number;
  /** `∂k/∂log θ` of the shape parameter, where there is one. */
  shape?(s: number): number;
}

interface Definition {
  readonly kind: string;
  readonly name: string;
  readonly formula: string;
  readonly options: DistanceOptions;
  /** Options that are no hyper-parameters, such as the smoothness. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly shape?: { readonly name: string; readonly start: Start | undefined };
  profile(shape: number): Profile;
  rebuild(options: Record<string, unknown>): Covariance;
}

/** A kernel of the scaled distance between two points. */
export function stationary(definition: Definition): Covariance {
  const { kind, name, formula, options, settings, shape } = definition;
  const { lengthScale, ard = true, inputs } = options;
  checkOptions(kind, options, [
    "lengthScale",
    "ard",
    "inputs",
    ...Object.keys(settings),
    ...(shape ? [shape.name] : []),
  ]);
  checkStart(kind, "lengthScale", lengthScale);
  if (shape) checkStart(kind, shape.name, shape.start);
  checkInputs(kind, inputs);

  const lengthCount = (columns: number) => (ard ? activeColumns(kind, inputs, columns).length : 1);
  const data = (length: Start | undefined, shapeStart: Start | undefined): CovarianceData => ({
    kind,
    ...settings,
    ...(shape && shapeStart !== undefined && { [shape.name]: shapeStart }),
    ...(length !== undefined && { lengthScale: length }),
    ...(!ard && { ard }),
    ...(inputs && { inputs: [...inputs] }),
  });

  const kernel: Covariance = {
    kind,
    name,
    formula,
    terms: [],
    parameters(columns) {
      const active = activeColumns(kind, inputs, columns);
      const lengths = readStart(kind, "lengthScale", lengthScale, lengthCount(columns));
      const parameters: Parameter[] = Array.from({ length: lengthCount(columns) }, (_, j) => ({
        name: "lengthScale",
        role: "length",
        inputs: ard ? [active[j]] : active,
        start: lengths.values?.[j],
        fixed: lengths.fixed,
        prior: lengths.prior,
      }));
      if (shape) {
        const { values, fixed, prior } = readStart(kind, shape.name, shape.start, 1);
        parameters.push({ name: shape.name, role: "ratio", inputs: [], start: values?.[0], fixed, prior });
      }
      return parameters;
    },
    bind(values, columns) {
      const active = activeColumns(kind, inputs, columns);
      const count = lengthCount(columns);
      const lengths = active.map((_, j) => values[ard ? j : 0]);
      return distanceFunction(active, lengths, ard, definition.profile(values[count]));
    },
    withValues(values, columns) {
      const count = lengthCount(columns);
      const { kind: _, ...rest } = data(
        restart(lengthScale, values.slice(0, count)),
        shape && restart(shape.start, values.slice(count)),
      );
      return definition.rebuild(rest);
    },
    toJSON: () => data(lengthScale, shape?.start),
    [displaySymbol]: () => displayKernel(kernel),
  };
  return kernel;
}

function distanceFunction(
  active: readonly number[],
  lengths: readonly number[],
  ard: boolean,
  profile: Profile,
): CovarianceFunction {
  const inverse = Float64Array.from(lengths, (length) => 1 / length);
  const squares = new Float64Array(active.length);
  const shapeAt = ard ? active.length : 1;
  const squaredDistance = (x: Float64Array, xAt: number, z: Float64Array, zAt: number) => {
    let s = 0;
    for (let j = 0; j < active.length; j++) {
      const difference = (x[xAt + active[j]] - z[zAt + active[j]]) * inverse[j];
      squares[j] = difference * difference;
      s += squares[j];
    }
    return s;
  };
  return {
    row(X, i, Z, count, out) {
      const columns = X.shape[1];
      for (let j = 0; j < count; j++) {
        out[j] = profile.value(squaredDistance(X.data, i * columns, Z.data, j * columns));
      }
    },
    gradient(X, i, Z, count, weights, gradient, offset) {
      const columns = X.shape[1];
      for (let j = 0; j < count; j++) {
        const s = squaredDistance(X.data, i * columns, Z.data, j * columns);
        const factor = weights[j] * profile.steepness(s);
        if (ard) {
          for (let k = 0; k < squares.length; k++) gradient[offset + k] += factor * squares[k];
        } else {
          gradient[offset] += factor * s;
        }
        if (profile.shape) gradient[offset + shapeAt] += weights[j] * profile.shape(s);
      }
    },
    variance: () => 1,
    ...(profile.family && {
      stationary: {
        distance: {
          family: profile.family,
          columns: active,
          lengths,
          positions: active.map((_, j) => (ard ? j : 0)),
        },
        variance: 1,
        scalePositions: [],
      },
    }),
  };
}

/** The columns that a kernel with the option `inputs` sees. */
export function activeColumns(kind: string, inputs: readonly number[] | undefined, columns: number): readonly number[] {
  if (!inputs) return Array.from({ length: columns }, (_, j) => j);
  const beyond = inputs.find((input) => input >= columns);
  if (beyond !== undefined) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${kind}: inputs names column ${beyond} but X has ${columns} columns, counted from 0. Name columns that exist.`,
    );
  }
  return inputs;
}

/** Throws unless `inputs` is a list of different column numbers. */
export function checkInputs(kind: string, inputs: readonly number[] | undefined): void {
  if (!inputs) return;
  const good = inputs.every((input) => Number.isInteger(input) && input >= 0);
  if (!good || inputs.length === 0 || new Set(inputs).size < inputs.length) {
    throw new ValueError(
      "BAD_OPTION",
      `${kind}: inputs is [${inputs.join(", ")}]. Give different column numbers of X, counted from 0.`,
    );
  }
}
