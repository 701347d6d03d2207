import { type NDArray, randomStream } from "@mesoscope/core";
import { checkOptions, checkWhole, tick, ValueError } from "@mesoscope/sdk";
import {
  add,
  broadcast,
  compileStep,
  concatenate,
  cos,
  type DeviceOptions,
  divide,
  mean,
  multiply,
  normal,
  reshape,
  sin,
  square,
  subtract,
  type Tensor,
  uniform,
} from "@mesoscope/tensor";
import { childKey, keyCount } from "../layers/child.js";
import type { Context, Layer } from "../layers/layer.js";
import type { ParameterTree } from "../layers/parameter-tree.js";

/** Options of `diffusion`. */
export interface DiffusionOptions {
  /**
   * From a noisy row with the time as one more channel, [channels + 1, …], to the noise in it, [channels, …]: `unet` for
   * fields of up to about 64 by 64, `mlpLayers` for vectors.
   */
  readonly network: Layer;
  /** Steps from noise to a sample, 250 unless given. */
  readonly steps?: number;
}

/** Options of a diffusion's `sample`. */
export interface SampleOptions extends DeviceOptions {
  readonly count: number;
  /** Of one row. */
  readonly shape: readonly number[];
  /** 0 unless given. */
  readonly seed?: number;
}

/** A generative model of rows; made by `diffusion`. */
export interface Diffusion {
  /** What training lowers: how wrong the noise is that the network sees in rows at random times. */
  loss(parameters: ParameterTree<Tensor>, x: Tensor, context: Context): Tensor;
  /** New rows, [count, …shape]. */
  sample(parameters: ParameterTree<NDArray>, options: SampleOptions): Promise<NDArray>;
}

/** Noise is added up to here: at time 1 nothing of the row would be left. */
const latest = 0.995;

/**
 * A denoising diffusion model with a cosine schedule: at time t, from 0 to 1, a row is `cos(πt/2) x + sin(πt/2) ε` with
 * normal noise ε, which the network learns to see; samples are made by taking it away step by step. Rows should be
 * standardised.
 *
 * @example
 * const model = diffusion({ network: mlpLayers({ hidden: [16], outputs: 2 }), steps: 5 });
 * const start = mlpLayers({ hidden: [16], outputs: 2 }).parameters([3], randomStream(0));
 * (await model.sample(start, { count: 4, shape: [2] })).shape; // [4, 2]
 *
 * @throws ValueError BAD_OPTION; `loss`: ValueError NO_KEY where the context has no key
 * @see Ho, Jain & Abbeel, Denoising diffusion probabilistic models, NeurIPS (2020), equations 11 and 14; Nichol & Dhariwal,
 * Improved denoising diffusion probabilistic models, ICML (2021), equation 17
 */
export function diffusion(options: DiffusionOptions): Diffusion {
  checkOptions("diffusion", options, ["network", "steps"]);
  const { network, steps = 250 } = options;
  checkWhole("diffusion", "steps", steps, 1);
  return {
    loss(parameters, x, context) {
      if (!context.key) throw new ValueError("NO_KEY", "diffusion: the context has no key. Give one, as train does.");
      const [n, ...shape] = x.shape;
      const time = reshape(multiply(latest, uniform(childKey(context.key, 0), [n])), [n, ...shape.map(() => 1)]);
      const noise = normal(childKey(context.key, 1), x.shape);
      const angle = multiply(Math.PI / 2, time);
      const noisy = add(multiply(cos(angle), x), multiply(sin(angle), noise));
      const found = network.apply(parameters, withTime(noisy, time), context);
      return mean(square(subtract(found, noise)));
    },
    sample: (parameters, wanted) => sample(network, steps, parameters, wanted),
  };
}

/** What stays on the device between steps. */
interface State {
  readonly x: Tensor;
  readonly parameters: object;
}

/** What one step takes away and adds. */
interface StepBack<Leaf> {
  readonly time: Leaf;
  readonly noiseShare: Leaf;
  readonly scale: Leaf;
  readonly spread: Leaf;
}

async function sample(
  network: Layer,
  steps: number,
  parameters: ParameterTree<NDArray>,
  { count, shape, seed = 0, ...device }: SampleOptions,
): Promise<NDArray> {
  checkWhole("diffusion.sample", "count", count, 1);
  const start = { x: randomStream(seed).normals([count, ...shape]), parameters: parameters as object };
  const denoise = ({ x, parameters }: State, { time, noiseShare, scale, spread }: StepBack<Tensor>, key: Tensor) => {
    const found = network.apply(parameters as ParameterTree<Tensor>, withTime(x, time), { training: false });
    const centre = divide(subtract(x, multiply(noiseShare, found)), scale);
    return [{ x: add(centre, multiply(spread, normal(key, x.shape))), parameters }, {}] as const;
  };
  const step = await compileStep(denoise, start, device);
  try {
    for (let i = steps; i > 0; i--) {
      await tick(steps - i, steps);
      await step(stepBack(i, steps), (seed + i) % keyCount);
    }
    return (await step.read()).x;
  } finally {
    step.dispose();
  }
}

/** Equation 11 of Ho et al., with the variance of their equation 7. */
function stepBack(i: number, steps: number): StepBack<number> {
  const keptAt = (k: number) => Math.cos((Math.PI / 2) * latest * (k / steps)) ** 2;
  const [now, before] = [keptAt(i), keptAt(i - 1)];
  const beta = 1 - now / before;
  return {
    time: (latest * i) / steps,
    noiseShare: beta / Math.sqrt(1 - now),
    scale: Math.sqrt(1 - beta),
    spread: Math.sqrt((beta * (1 - before)) / (1 - now)),
  };
}

/** The time, one number or [n, 1, …], as one more channel. */
function withTime(x: Tensor, time: Tensor): Tensor {
  return concatenate([x, broadcast(time, x.shape.with(1, 1))], 1);
}
