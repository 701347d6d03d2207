import { NDArray, norm, qr } from "@mesoscope/core";
import { freeDirections, type LinearConstraints } from "./linear-constraints.js";
import { projectOut } from "./project-out.js";

/** Linear equations: `target ≈ Σ coefficient · column`. */
export interface LinearEquations {
  readonly columns: readonly Float64Array[];
  readonly target: Float64Array;
}

/** A least-squares fit with some of the columns. */
export interface SubsetFit {
  /** Indices of the columns. */
  readonly support: readonly number[];
  /** One per column of the support. */
  readonly coefficients: Float64Array;
  /** Row-major: the covariance of the coefficients over the variance of the residuals. */
  readonly spread: Float64Array;
  readonly residualSquares: number;
  /** Coefficients less constraints on them. */
  readonly freeParameters: number;
}

/**
 * Blocks of equations, each with coefficients of its own unless constraints join them, reduced once so that many subsets of
 * their columns can be tried.
 */
export class SubsetRegression {
  readonly rows: number;
  /** Columns of all blocks, one block after another. */
  readonly terms: number;
  /** What a term of an equation is chosen from: the columns of one block unless given. */
  readonly choices: number;
  /** Columns of unit length: coefficients are those of the given columns times `scales`. */
  readonly reduced: LinearEquations;
  readonly scales: Float64Array;
  readonly #constraints: LinearConstraints | undefined;
  #independent: readonly number[] | undefined;

  constructor(
    blocks: readonly LinearEquations[],
    constraints?: LinearConstraints,
    choices = Math.max(...blocks.map((block) => block.columns.length)),
  ) {
    const columns = blocks.flatMap((block) => block.columns);
    this.rows = blocks.reduce((sum, { target }) => sum + target.length, 0);
    this.terms = columns.length;
    this.choices = choices;
    this.scales = Float64Array.from(columns, (column) => norm(column) || 1);
    const reduced = blocks.map(reduce);
    const height = reduced.reduce((sum, { target }) => sum + target.length, 0);
    const target = new Float64Array(height);
    const padded: Float64Array[] = [];
    let top = 0;
    for (const block of reduced) {
      target.set(block.target, top);
      for (const column of block.columns) {
        const scale = this.scales[padded.length];
        const whole = new Float64Array(height);
        column.forEach((value, k) => {
          whole[top + k] = value / scale;
        });
        padded.push(whole);
      }
      top += block.target.length;
    }
    this.reduced = { columns: padded, target };
    this.#constraints = constraints && {
      matrix: constraints.matrix.map((row) => row.map((factor, j) => factor / this.scales[j])),
      values: constraints.values,
    };
  }

  /** The terms, first to last, that are not combinations of earlier ones. */
  independentTerms(): readonly number[] {
    if (this.#independent) return this.#independent;
    const kept: number[] = [];
    for (let j = 0; j < this.terms && kept.length < this.rows; j++) {
      if (this.fit([...kept, j])) kept.push(j);
    }
    this.#independent = kept;
    return kept;
  }

  /** `undefined` where the columns depend on each other or no coefficients meet the constraints. */
  fit(support: readonly number[]): SubsetFit | undefined {
    const size = support.length;
    const free = this.#constraints && freeDirections(this.#constraints, support);
    if (this.#constraints && !free) return undefined;
    const columns = support.map((j) => this.reduced.columns[j]);
    const found = free
      ? projectOut(combined(columns, free.directions), less(this.reduced.target, combined(columns, [free.origin])[0]))
      : projectOut(columns, this.reduced.target);
    if (!found) return undefined;
    const directions = free?.directions;
    const count = directions?.length ?? size;
    const coefficients = new Float64Array(size);
    const spread = new Float64Array(size * size);
    const along = (i: number, k: number) => (directions ? directions[k][i] : Number(i === k));
    for (let i = 0; i < size; i++) {
      coefficients[i] = free?.origin[i] ?? 0;
      for (let k = 0; k < count; k++) coefficients[i] += along(i, k) * found.coefficients[k];
      coefficients[i] /= this.scales[support[i]];
    }
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const scale = this.scales[support[i]] * this.scales[support[j]];
        if (!directions) spread[i * size + j] = found.spread[i * size + j] / scale;
        else {
          for (let k = 0; k < count; k++) {
            for (let l = 0; l < count; l++) {
              spread[i * size + j] += (along(i, k) * along(j, l) * found.spread[k * count + l]) / scale;
            }
          }
        }
      }
    }
    return { support, coefficients, spread, residualSquares: found.residualSquares, freeParameters: count };
  }
}

/** The triangle of a QR decomposition, which has the same least-squares solutions. */
function reduce({ columns, target }: LinearEquations): LinearEquations {
  const width = columns.length + 1;
  const data = new Float64Array(target.length * width);
  for (let row = 0; row < target.length; row++) {
    for (let j = 0; j < columns.length; j++) data[row * width + j] = columns[j][row];
    data[row * width + columns.length] = target[row];
  }
  const { r } = qr(new NDArray(data, [target.length, width]));
  return {
    columns: columns.map((_, j) => r.column(j).data.slice()),
    target: r.column(columns.length).data.slice(),
  };
}

/** Σ column · factor for every direction. */
function combined(columns: readonly Float64Array[], directions: readonly Float64Array[]): Float64Array[] {
  return directions.map((direction) => {
    const sum = new Float64Array(columns[0]?.length ?? 0);
    columns.forEach((column, j) => {
      if (direction[j] !== 0) for (let k = 0; k < sum.length; k++) sum[k] += direction[j] * column[k];
    });
    return sum;
  });
}

function less(a: Float64Array, b: Float64Array): Float64Array {
  return b.length === 0 ? a : a.map((value, k) => value - b[k]);
}
