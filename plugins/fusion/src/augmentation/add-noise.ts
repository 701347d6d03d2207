import { convolve, type NDArray, poisson, type RandomStream, randomStream } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";

/** Noise as it stands in a log; the seed makes it the same again. */
export type Noise = { readonly seed: number } & (
  | { readonly kind: "white" | "multiplicative"; readonly standardDeviation: number }
  | { readonly kind: "coloured"; readonly standardDeviation: number; readonly exponent: number }
  | { readonly kind: "shot"; readonly counts: number }
  | { readonly kind: "saltAndPepper"; readonly share: number; readonly low: number; readonly high: number }
);

/** The values with noise, in the order of their rows. */
export function addNoise(values: NDArray, noise: Noise): NDArray {
  const stream = randomStream(noise.seed);
  switch (noise.kind) {
    case "white":
      return values.map((value) => value + noise.standardDeviation * stream.normal());
    case "multiplicative":
      return values.map((value) => value * (1 + noise.standardDeviation * stream.normal()));
    case "shot":
      return values.map((value) => shot(value, noise.counts, stream));
    case "saltAndPepper":
      return values.map((value) => {
        const drawn = stream.uniform();
        if (drawn >= noise.share) return value;
        return drawn < noise.share / 2 ? noise.low : noise.high;
      });
    case "coloured": {
      const course = colouredNoise(values.size, noise.exponent, stream);
      return values.map((value, i) => value + noise.standardDeviation * course[i]);
    }
  }
}

function shot(value: number, counts: number, stream: RandomStream): number {
  if (Number.isNaN(value)) return value;
  if (value === 0) return 0;
  if (value > 0) return poisson({ mean: value * counts }).draw(stream) / counts;
  throw new ValueError(
    "OUT_OF_DOMAIN",
    `shotNoise: the field holds ${value}, but counts are at least 0. Shift or clip it first.`,
  );
}

/**
 * Noise whose power falls as 1 / frequency^exponent: white steps of variance 1, summed to the fractional order
 * exponent / 2. Exponent 0 is white, 2 the random walk.
 *
 * @see Kasdin, Discrete simulation of colored noise and stochastic processes, Proceedings of the IEEE 83 (1995), section V
 */
function colouredNoise(count: number, exponent: number, stream: RandomStream): Float64Array {
  const white = stream.normals(count).data;
  const response = new Float64Array(count);
  response[0] = 1;
  for (let k = 1; k < count; k++) response[k] = (response[k - 1] * (exponent / 2 + k - 1)) / k;
  return convolve(white, response).data.subarray(0, count);
}
