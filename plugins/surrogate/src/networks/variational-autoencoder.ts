import { checkOptions, checkPositive, ShapeError, ValueError } from "@mesoscope/sdk";
import {
  add,
  exp,
  mean,
  multiply,
  normal,
  reshape,
  sliceAlong,
  square,
  subtract,
  sum,
  type Tensor,
} from "@mesoscope/tensor";
import { showShape } from "../layers/chain-error.js";
import { applyChild, childKey } from "../layers/child.js";
import { defineLayer, type Layer } from "../layers/layer.js";
import type { ParameterTree } from "../layers/parameter-tree.js";

/** Options of `variationalAutoencoder`. */
export interface VariationalAutoencoderOptions {
  /** From a row to [2 latent]: means and logarithms of variances. */
  readonly encoder: Layer;
  /** From [latent] to a row. */
  readonly decoder: Layer;
}

/** What a variational autoencoder makes of rows. */
export interface Variational {
  readonly reconstruction: Tensor;
  /** [n, latent] */
  readonly mean: Tensor;
  /** [n, latent] */
  readonly logVariance: Tensor;
}

type VariationalParameters = Readonly<Record<"encoder" | "decoder", ParameterTree<Tensor>>>;

/**
 * An autoencoder whose numbers in between are normal: drawn in training, their mean otherwise. New rows are what the
 * decoder, with `parameters.decoder`, makes of standard normal numbers.
 *
 * @example
 * const size = { shape: [1, 16, 16] };
 * const network = variationalAutoencoder({
 *   encoder: imageEncoder({ ...size, latent: 8 }),
 *   decoder: imageDecoder({ ...size, latent: 4 }),
 * });
 * network.outputShape([1, 16, 16]).mean; // [4]
 *
 * @throws ValueError BAD_OPTION; `outputShape`: ShapeError SHAPE_MISMATCH; `apply`: ValueError NO_KEY in training
 * @see Kingma & Welling, Auto-encoding variational Bayes, ICLR (2014)
 */
export function variationalAutoencoder(options: VariationalAutoencoderOptions): Layer<Tensor, Variational> {
  checkOptions("variationalAutoencoder", options, ["encoder", "decoder"]);
  const { encoder, decoder } = options;
  return defineLayer<Tensor, Variational>("variationalAutoencoder", options, {
    outputShape(input) {
      const code = encoder.outputShape(input);
      if (code.length !== 1 || code[0] % 2 !== 0) {
        throw new ShapeError(
          "SHAPE_MISMATCH",
          `variationalAutoencoder: the encoder gives ${showShape(code)}. Let it end in [2 latent].`,
        );
      }
      const latent = [code[0] / 2];
      return { reconstruction: decoder.outputShape(latent), mean: latent, logVariance: latent };
    },
    parameters: (input, stream) => ({
      encoder: encoder.parameters(input, stream.child(0)),
      decoder: decoder.parameters([encoder.outputShape(input)[0] / 2], stream.child(1)),
    }),
    apply(parameters: VariationalParameters, x, context) {
      const code = applyChild(encoder, 0, parameters.encoder, x, context);
      const latent = code.shape[1] / 2;
      const [centre, logVariance] = [sliceAlong(code, 1, 0, latent), sliceAlong(code, 1, latent, 2 * latent)];
      const drawn = context.training ? draw(centre, logVariance, context.key) : centre;
      const reconstruction = applyChild(decoder, 1, parameters.decoder, drawn, context);
      return { reconstruction, mean: centre, logVariance };
    },
  });
}

/**
 * The negative evidence lower bound of rows, but for a constant, as the mean over them: the squared error in units of the
 * noise, and how far the numbers in between are from standard normal ones, in nats.
 *
 * @param options `noise`: standard deviation of a row's numbers about the reconstruction
 *
 * @example
 * const [rows, codes] = [zeros([5, 3]), zeros([5, 2])];
 * variationalLoss({ reconstruction: rows, mean: codes, logVariance: codes }, rows, { noise: 1 }).shape; // []
 *
 * @throws ValueError BAD_OPTION
 * @see Kingma & Welling, Auto-encoding variational Bayes, ICLR (2014), equation 10
 */
export function variationalLoss(
  { reconstruction, mean: centre, logVariance }: Variational,
  x: Tensor,
  options: { readonly noise: number },
): Tensor {
  checkOptions("variationalLoss", options, ["noise"]);
  checkPositive("variationalLoss", "noise", options.noise);
  const differences = reshape(square(subtract(reconstruction, x)), [x.shape[0], -1]);
  const misfit = multiply(1 / (2 * options.noise ** 2), sum(differences, 1));
  const excess = subtract(add(square(centre), exp(logVariance)), add(logVariance, 1));
  return mean(add(misfit, multiply(0.5, sum(excess, 1))));
}

function draw(centre: Tensor, logVariance: Tensor, key: Tensor | undefined): Tensor {
  if (!key) {
    throw new ValueError("NO_KEY", "variationalAutoencoder: the context has no key. Give one, another in each step.");
  }
  return add(centre, multiply(exp(multiply(0.5, logVariance)), normal(childKey(key, 2), centre.shape)));
}
