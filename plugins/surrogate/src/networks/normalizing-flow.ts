import { type NDArray, randomStream } from "@mesoscope/core";
import { checkOptions, checkWhole } from "@mesoscope/sdk";
import { add, compile, mean, multiply, negative, reshape, square, subtract, sum, type Tensor } from "@mesoscope/tensor";
import { chainError } from "../layers/chain-error.js";
import { type Context, defineLayer, type Layer } from "../layers/layer.js";
import { checkHidden } from "../layers/mlp-layers.js";
import type { ParameterTree } from "../layers/parameter-tree.js";
import { AffineCoupling } from "./affine-coupling.js";
import type { SampleOptions } from "./diffusion.js";

/** Options of `normalizingFlow`. */
export interface NormalizingFlowOptions {
  /** Steps from a row to normal numbers, 8 unless given; each changes half of the entries. */
  readonly couplings?: number;
  /** Units, for fields channels, of the hidden layers of each step's network; [64, 64] unless given. */
  readonly hidden?: readonly number[];
}

/** What a flow makes of rows. */
export interface NormalizedRows {
  /** Of the shape of the rows, and standard normal if the flow knows their distribution. */
  readonly latent: Tensor;
  /** The natural logarithm of each row's probability density, of shape [n]. */
  readonly logDensity: Tensor;
}

/** A generative model of rows with an exact density; made by `normalizingFlow`. */
export interface NormalizingFlow extends Layer<Tensor, NormalizedRows> {
  /** What training lowers: the mean over the rows of the negative logarithm of their density, in nats. */
  loss(parameters: ParameterTree<Tensor>, x: Tensor, context: Context): Tensor;
  /** The rows that have these latent numbers. */
  inverse(parameters: ParameterTree<Tensor>, latent: Tensor, context: Context): Tensor;
  /** New rows, [count, …shape]. */
  sample(parameters: ParameterTree<NDArray>, options: SampleOptions): Promise<NDArray>;
}

/**
 * A density of rows, vectors or fields [channels, …lengths]: an invertible network turns them into standard normal
 * numbers. So unlike `diffusion` and `variationalAutoencoder` it tells how likely a row is, exactly, and draws new ones at
 * one go. Rows should be standardised.
 *
 * `train` with its `loss` fits it by maximum likelihood; `applyOn` gives latent numbers and densities.
 *
 * @example
 * const flow = normalizingFlow({ couplings: 4, hidden: [16] });
 * const parameters = flow.parameters([2], randomStream(0));
 * (await applyOn(flow, parameters, [[0, 0], [1, 2]])).logDensity.shape; // [2]
 * (await flow.sample(parameters, { count: 5, shape: [2] })).shape; // [5, 2]
 *
 * @throws ValueError BAD_OPTION; `outputShape`, `parameters`: ShapeError SHAPE_MISMATCH for rows of one entry or point
 * @see Dinh, Sohl-Dickstein & Bengio, Density estimation using Real NVP, ICLR (2017), section 3
 */
export function normalizingFlow(options: NormalizingFlowOptions = {}): NormalizingFlow {
  const owner = "normalizingFlow";
  checkOptions(owner, options, ["couplings", "hidden"]);
  const { couplings = 8, hidden = [64, 64] } = options;
  checkWhole(owner, "couplings", couplings, 2);
  checkHidden(owner, hidden);
  const steps = Array.from({ length: couplings }, (_, index) => new AffineCoupling(index, hidden));

  const layer = defineLayer<Tensor, NormalizedRows>(owner, options, {
    outputShape(input) {
      const points = (input.length === 1 ? input : input.slice(1)).reduce((product, length) => product * length, 1);
      if (!(input.length > 0 && points > 1))
        throw chainError(owner, input, "Give rows of at least 2 entries or points.");
      return { latent: input, logDensity: [] };
    },
    parameters(input, stream) {
      layer.outputShape(input);
      return steps.map((step, index) => step.parameters(input, stream.child(index)));
    },
    apply(parameters: readonly ParameterTree<Tensor>[], x, context) {
      let latent = x;
      let logDeterminant: Tensor | undefined;
      for (const [index, step] of steps.entries()) {
        const moved = step.forward(parameters[index], latent, context);
        latent = moved.y;
        logDeterminant = logDeterminant ? add(logDeterminant, moved.logDeterminant) : moved.logDeterminant;
      }
      return { latent, logDensity: add(normalLogDensity(latent), logDeterminant!) };
    },
  });
  const inverse: NormalizingFlow["inverse"] = (parameters, latent, context) =>
    steps.reduceRight(
      (rows, step, index) => step.inverse((parameters as readonly ParameterTree<Tensor>[])[index], rows, context),
      latent,
    );
  return Object.freeze({
    ...layer,
    inverse,
    loss: (parameters: ParameterTree<Tensor>, x: Tensor, context: Context) =>
      negative(mean(layer.apply(parameters, x, context).logDensity)),
    async sample(parameters: ParameterTree<NDArray>, { count, shape, seed, ...device }: SampleOptions) {
      checkWhole(`${owner}.sample`, "count", count, 1);
      const draw = (tree: object, latent: Tensor) =>
        inverse(tree as ParameterTree<Tensor>, latent, { training: false });
      const compiled = compile(draw, device);
      try {
        return await compiled(parameters as object, randomStream(seed).normals([count, ...shape]));
      } finally {
        compiled.dispose();
      }
    },
  });
}

/** Of rows of standard normal numbers, of shape [n]. */
function normalLogDensity(latent: Tensor): Tensor {
  const rows = reshape(latent, [latent.shape[0], -1]);
  const constant = 0.5 * rows.shape[1] * Math.log(2 * Math.PI);
  return subtract(multiply(-0.5, sum(square(rows), 1)), constant);
}
