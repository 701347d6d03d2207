import { matmul, NDArray } from "@mesoscope/core";

/** The product of one vector per axis at every point of a grid, the last axis fastest. */
export function outer(vectors: readonly Float64Array[]): Float64Array {
  let product = Float64Array.of(1);
  for (const vector of vectors) {
    const next = new Float64Array(product.length * vector.length);
    for (let a = 0; a < product.length; a++) {
      for (let b = 0; b < vector.length; b++) next[a * vector.length + b] = product[a] * vector[b];
    }
    product = next;
  }
  return product;
}

/** The values on a grid with one axis first, then those after it, then those before it: shape [its length, rest]. */
export function axisFirst(values: Float64Array, lengths: readonly number[], axis: number): NDArray {
  const before = lengths.slice(0, axis).reduce((product, length) => product * length, 1);
  const turned = new NDArray(values, [before, values.length / before]).transpose();
  return new NDArray(turned.data, [lengths[axis], values.length / lengths[axis]]);
}

/** The values on a grid in the bases of its axes, the columns of every matrix. */
export function inBases(values: Float64Array, bases: readonly NDArray[]): Float64Array {
  return bases.reduce((current, basis) => {
    const length = basis.shape[0];
    const turned = matmul(basis.transpose(), new NDArray(current, [length, current.length / length]));
    return turned.transpose().data;
  }, values);
}

/** Numbers that are held at a time. */
const mostNumbers = 4_000_000;

/**
 * The sum over a grid of its values times one factor per axis, for many sets of factors.
 *
 * @param factors by axis, of shape [sets, length of the axis]
 */
export function contract(values: Float64Array, factors: readonly NDArray[]): Float64Array {
  const [first, ...rest] = factors;
  const [sets, length] = first.shape;
  const width = values.length / length;
  const table = new NDArray(values, [length, width]);
  const sums = new Float64Array(sets);
  const chunk = Math.max(1, Math.floor(mostNumbers / width));
  for (let from = 0; from < sets; from += chunk) {
    const partial = matmul(first.slice(from, from + chunk), table);
    for (let s = 0; s < partial.shape[0]; s++) {
      let row = partial.data.subarray(s * width, (s + 1) * width);
      for (const factor of rest) {
        const size = factor.shape[1];
        const own = factor.data.subarray((from + s) * size, (from + s + 1) * size);
        row = matmul(own, new NDArray(row, [size, row.length / size])).data;
      }
      sums[from + s] = row[0];
    }
  }
  return sums;
}

/**
 * The sum over a grid of the factors of one set times those of another, over `divisor`, for all pairs of sets.
 *
 * @param factors as in `contract`; of the grid one place of the first axis is held at a time
 */
export function gramOf([first, ...rest]: readonly NDArray[], divisor: Float64Array): NDArray {
  const [count, length] = first.shape;
  const width = divisor.length / length;
  const tail = rest.reduce(
    (product, factor) => {
      const [before, size] = [product.shape[1], factor.shape[1]];
      const next = new NDArray(new Float64Array(count * before * size), [count, before * size]);
      for (let at = 0; at < next.size; at++) {
        const [i, a] = [Math.floor(at / (before * size)), Math.floor((at % (before * size)) / size)];
        next.data[at] = product.data[i * before + a] * factor.data[i * size + (at % size)];
      }
      return next;
    },
    new NDArray(new Float64Array(count).fill(1), [count, 1]),
  );
  const sum = new NDArray(new Float64Array(count * count), [count, count]);
  for (let a = 0; a < length; a++) {
    const part = tail.map((value, at) => {
      const [i, b] = [Math.floor(at / width), at % width];
      return (value * first.data[i * length + a]) / Math.sqrt(divisor[a * width + b]);
    });
    const product = matmul(part, part.transpose()).data;
    for (let at = 0; at < sum.size; at++) sum.data[at] += product[at];
  }
  return sum;
}
