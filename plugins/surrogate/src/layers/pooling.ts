import { checkOptions } from "@mesoscope/sdk";
import { meanPool as average, maxPool as largest, mean, type Tensor } from "@mesoscope/tensor";
import { chainError } from "./chain-error.js";
import { defineLayer, type Layer } from "./layer.js";
import { checkPerAxis, type PerAxis, perAxis, spatialLengths } from "./spatial.js";

/** Options of `maxPool` and `meanPool`. */
export interface PoolOptions {
  /** Lengths of the windows, which touch and do not overlap. */
  readonly window: PerAxis;
}

/**
 * The largest entry of each window: [channels, …lengths] to [channels, …lengths / window], rounded down.
 *
 * @example
 * maxPool({ window: 2 }).outputShape([8, 64, 64]); // [8, 32, 32]
 *
 * @throws ValueError BAD_OPTION
 */
export function maxPool(options: PoolOptions): Layer {
  return pool("maxPool", options, largest);
}

/**
 * The mean of each window; otherwise as `maxPool`.
 *
 * @example
 * meanPool({ window: [1, 4] }).outputShape([8, 64, 64]); // [8, 64, 16]
 */
export function meanPool(options: PoolOptions): Layer {
  return pool("meanPool", options, average);
}

/**
 * The mean over all axes but the batch and one: over space [channels, …lengths] to [channels], over time [time, features]
 * to [features].
 *
 * @example
 * globalMean({ over: "space" }).outputShape([8, 64, 64]); // [8]
 *
 * @throws ValueError BAD_OPTION
 */
export function globalMean(options: { readonly over: "space" | "time" }): Layer {
  checkOptions("globalMean", options, ["over"]);
  const inSpace = options.over === "space";
  return defineLayer("globalMean", options, {
    outputShape(input) {
      if (input.length < 2) throw chainError("globalMean", input, "Give [channels, …lengths] or [time, features].");
      return [inSpace ? input[0] : input.at(-1)!];
    },
    parameters: () => ({}),
    apply(_parameters, x) {
      const axes = x.shape.map((_, axis) => axis);
      return mean(x, inSpace ? axes.slice(2) : axes.slice(1, -1));
    },
  });
}

function pool(name: string, options: PoolOptions, reduce: (x: Tensor, window: PerAxis) => Tensor): Layer {
  checkOptions(name, options, ["window"]);
  const { window } = options;
  checkPerAxis(name, "window", window, 1);
  return defineLayer(name, options, {
    outputShape(input) {
      const lengths = spatialLengths(name, input, window);
      const over = perAxis(window, lengths.length);
      const output = lengths.map((length, i) => Math.floor(length / over[i]));
      if (output.some((length) => length < 1)) throw chainError(name, input, `A window ${over} is longer.`);
      return [input[0], ...output];
    },
    parameters: () => ({}),
    apply: (_parameters, x) => reduce(x, window),
  });
}
