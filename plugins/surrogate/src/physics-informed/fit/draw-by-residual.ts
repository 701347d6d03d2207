import { type NDArray, randomStream } from "@mesoscope/core";

/**
 * `count` rows of a pool, none twice, each with probability in proportion to its residual beside the mean, plus one: so
 * that points gather where the equations hold least.
 *
 * @param sizes of the residual at each row of the pool
 *
 * @see Wu et al., A comprehensive study of non-adaptive and residual-based adaptive sampling for physics-informed neural
 *   networks, Comput. Methods Appl. Mech. Eng. 403 (2023) 115671, equation 2 with k = c = 1; Efraimidis & Spirakis, Inf.
 *   Process. Lett. 97 (2006) 181, for the draw
 */
export function drawByResidual(pool: NDArray, sizes: Float64Array, count: number, seed: number): NDArray {
  const stream = randomStream(seed);
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  const keys = sizes.map((size) => stream.exponential() / (mean > 0 ? size / mean + 1 : 1));
  const chosen = Uint32Array.from(keys.keys())
    .sort((a, b) => keys[a]! - keys[b]!)
    .subarray(0, count)
    .sort();
  return pool.take(Int32Array.from(chosen), 0);
}
