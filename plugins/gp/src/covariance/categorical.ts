import { checkOptions, displaySymbol, ValueError } from "@mesoscope/sdk";
import type { Covariance } from "./covariance.js";
import { displayKernel } from "./display-kernel.js";
import { checkCount, checkInput, tableFunction } from "./levels.js";
import { checkStart, restart, type Start } from "./start.js";
import { startsOf } from "./starts-of.js";

/** Options of `categorical`. */
export interface CategoricalOptions {
  /** How many categories there are; the column holds their numbers from 0 to `levels − 1`. */
  readonly levels: number;
  /** The column of `X` that holds the numbers; 0 by default. */
  readonly input?: number;
  /**
   * `"exchangeable"` (the default): one correlation between any two categories. `"full"`: one for each pair, also
   * negative.
   */
  readonly correlation?: "exchangeable" | "full";
  /** Start of what the categories share relative to what each has for itself; for `"exchangeable"`. */
  readonly sharing?: Start;
  /** Start of the angles between the categories, `θ` for an angle of `π θ / (1 + θ)`; for `"full"`. */
  readonly angle?: Start;
}

/**
 * Covariance of categories that have no order, such as materials or machines: a matrix of correlations.
 *
 * Exchangeable: `θ / (1 + θ)` between different categories. Full: the Cholesky factor of the matrix has rows of length 1
 * given by angles, so that every value of the hyper-parameters is a valid matrix.
 *
 * @example
 * covarianceMatrix(categorical({ levels: 2, sharing: 3 }), [0, 1]).data[1]; // 0.75
 *
 * @throws ValueError BAD_OPTION; when used, DataError BAD_VALUE at a number that is no category
 * @see Pinheiro & Bates, Statistics and Computing 6 (1996) 289, section 2.3, for the angles
 */
export function categorical(options: CategoricalOptions): Covariance {
  const kind = "categorical";
  checkOptions(kind, options, ["levels", "input", "correlation", "sharing", "angle"]);
  const { levels, input = 0, correlation = "exchangeable", sharing, angle } = options;
  checkCount(kind, "levels", levels, 2);
  checkInput(kind, input);
  checkStart(kind, "sharing", sharing);
  checkStart(kind, "angle", angle);
  if (correlation !== "exchangeable" && correlation !== "full") {
    throw new ValueError(
      "BAD_OPTION",
      `categorical: correlation is ${correlation}. Choose "exchangeable" or "full", as strings.`,
    );
  }
  const isFull = correlation === "full";
  const pairs = (levels * (levels - 1)) / 2;
  const name = isFull ? "angle" : "sharing";
  const start = isFull ? angle : sharing;
  const kernel: Covariance = {
    kind,
    name: `${levels} categories`,
    terms: [],
    formula: isFull ? "C[x, x′], a matrix of correlations" : "1 where x = x′, else θ / (1 + θ)",
    parameters: () => startsOf(kind, name, "ratio", start, new Array<number[]>(isFull ? pairs : 1).fill([input])),
    bind(values, columns) {
      const { table, slopes } = isFull ? fullTable(levels, values) : exchangeableTable(levels, values[0]);
      return tableFunction(kind, input, columns, levels, table, slopes);
    },
    withValues: (values) => categorical({ ...options, [name]: restart(start, values) }),
    toJSON: () => ({ kind, ...options }),
    [displaySymbol]: () => displayKernel(kernel),
  };
  return kernel;
}

interface Table {
  readonly table: Float64Array;
  readonly slopes: readonly Float64Array[];
}

function exchangeableTable(levels: number, sharing: number): Table {
  const isOwn = (at: number) => at % (levels + 1) === 0;
  const entries = { length: levels * levels };
  const correlation = sharing / (1 + sharing);
  const table = Float64Array.from(entries, (_, at) => (isOwn(at) ? 1 : correlation));
  return { table, slopes: [table.map((_, at) => (isOwn(at) ? 0 : correlation / (1 + sharing)))] };
}

/** The correlations `L Lᵀ` of the factor whose row `i` has the angles `i (i − 1) / 2` and on. */
export function fullTable(levels: number, values: readonly number[]): Table {
  const factor = new Float64Array(levels * levels);
  const angles = values.map((value) => (Math.PI * value) / (1 + value));
  const first = (i: number) => (i * (i - 1)) / 2;
  for (let i = 0; i < levels; i++) factor.set(factorRow(angles.slice(first(i), first(i + 1))), i * levels);
  const product = (i: number, row: ArrayLike<number>) => {
    let sum = 0;
    for (let k = 0; k < row.length; k++) sum += factor[i * levels + k] * row[k];
    return sum;
  };
  const table = factor.map((_, at) => {
    const j = at % levels;
    return product(Math.floor(at / levels), factor.subarray(j * levels, (j + 1) * levels));
  });
  const slopes = values.flatMap((value, p) => {
    const i = Math.floor((1 + Math.sqrt(1 + 8 * p)) / 2);
    const row = factorRow(angles.slice(first(i), first(i + 1)), p - first(i));
    const rate = (Math.PI * value) / (1 + value) ** 2;
    const slope = new Float64Array(levels * levels);
    for (let j = 0; j < levels; j++) {
      const change = rate * product(j, row) * (j === i ? 2 : 1);
      slope[i * levels + j] = change;
      slope[j * levels + i] = change;
    }
    return [slope];
  });
  return { table, slopes };
}

/** A row of length 1 from its angles: `cos φ₀, sin φ₀ cos φ₁, …, sin φ₀ sin φ₁ …`; or its slope by one of them. */
function factorRow(angles: readonly number[], by = -1): number[] {
  const row: number[] = [];
  let sines = 1;
  for (const [k, angle] of angles.entries()) {
    const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
    const isPast = by >= 0 && k < by;
    row.push(isPast ? 0 : sines * (k === by ? -sine : cosine));
    sines *= k === by ? cosine : sine;
  }
  return [...row, sines];
}
