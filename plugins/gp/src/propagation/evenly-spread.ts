import { NDArray, randomStream } from "@mesoscope/core";

/**
 * `count` points that fill the open unit cube of `columns` dimensions evenly, of shape [count, columns]: a shifted lattice
 * sequence, evenest where `count` is a power of 2. Columns beyond the 32nd are random.
 *
 * Not Sobol's sequence, whose evenness needs a power of 2: with other counts, sensitivity indices err more with it.
 *
 * @see Cools, Kuo & Nuyens, Constructing embedded lattice rules for multivariate integration, SIAM J. Sci. Comput. 28
 *   (2006) 2162
 */
export function evenlySpread(count: number, columns: number, seed: number): NDArray {
  const stream = randomStream(seed);
  const shift = stream.uniforms(columns).data;
  const points = new NDArray(new Float64Array(count * columns), [count, columns]);
  return points.map((_, at) => {
    const [i, j] = [Math.floor(at / columns), at % columns];
    const value = j < generator.length ? (reversedBits(i) * generator[j] + shift[j]) % 1 : stream.uniform();
    return Math.min(Math.max(value, smallest), 1 - smallest);
  });
}

const smallest = 1e-12;

const generator = [
  1, 182667, 469891, 498753, 110745, 446247, 250185, 118627, 245333, 283199, 408519, 391023, 246327, 126539, 399185,
  461527, 300343, 69681, 516695, 436179, 106383, 238523, 413283, 70841, 47719, 300129, 113029, 123925, 410745, 211325,
  17489, 511893,
];

/** The number with its binary digits mirrored at the point: 0, 1/2, 1/4, 3/4, … */
function reversedBits(i: number): number {
  let value = 0;
  for (let rest = i, place = 0.5; rest > 0; rest = Math.floor(rest / 2), place /= 2) value += place * (rest % 2);
  return value;
}
