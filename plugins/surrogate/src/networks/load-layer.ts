import { ValueError } from "@mesoscope/sdk";
import { activation } from "../layers/activation.js";
import { attention } from "../layers/attention.js";
import { convolution } from "../layers/convolution.js";
import { coordinates } from "../layers/coordinates.js";
import { dense } from "../layers/dense.js";
import { dropout } from "../layers/dropout.js";
import { embedding } from "../layers/embedding.js";
import { equivariantMessagePassing } from "../layers/equivariant-message-passing.js";
import { exchangeAxes } from "../layers/exchange-axes.js";
import { flatten } from "../layers/flatten.js";
import { fourierFeatures } from "../layers/fourier-features.js";
import { gru } from "../layers/gru.js";
import type { Layer, LayerData } from "../layers/layer.js";
import { lstm } from "../layers/lstm.js";
import { messagePassing } from "../layers/message-passing.js";
import { neuralOde } from "../layers/neural-ode.js";
import { nodeMean } from "../layers/node-mean.js";
import { groupNorm, layerNorm } from "../layers/normalization.js";
import { onlyPart, onPart } from "../layers/on-part.js";
import { parallel } from "../layers/parallel.js";
import { patches } from "../layers/patches.js";
import { periodicFeatures } from "../layers/periodic-features.js";
import { globalMean, maxPool, meanPool } from "../layers/pooling.js";
import { positions } from "../layers/positions.js";
import { randomFeatures } from "../layers/random-features.js";
import { reshapeTo } from "../layers/reshape-to.js";
import { sequential } from "../layers/sequential.js";
import { spectralConvolution } from "../layers/spectral-convolution.js";
import { tanhLayers } from "../layers/tanh-layers.js";
import { transformerBlock } from "../layers/transformer-block.js";
import { transposedConvolution } from "../layers/transposed-convolution.js";
import { upsample } from "../layers/upsample.js";
import { deepOperator } from "./deep-operator.js";
import { normalizingFlow } from "./normalizing-flow.js";
import { variationalAutoencoder } from "./variational-autoencoder.js";

const factories: Readonly<Record<string, (options: never) => unknown>> = {
  activation,
  attention,
  convolution,
  coordinates,
  deepOperator,
  dense,
  dropout,
  embedding,
  equivariantMessagePassing,
  exchangeAxes,
  flatten,
  fourierFeatures,
  globalMean,
  groupNorm,
  gru,
  layerNorm,
  lstm,
  maxPool,
  meanPool,
  messagePassing,
  neuralOde,
  nodeMean,
  normalizingFlow,
  onlyPart,
  onPart,
  parallel,
  patches,
  periodicFeatures,
  positions,
  randomFeatures,
  reshapeTo,
  sequential,
  spectralConvolution,
  tanhLayers,
  transformerBlock,
  transposedConvolution,
  upsample,
  variationalAutoencoder,
};

/**
 * The layer or network that `toJSON` wrote, without its parameters.
 *
 * @example
 * const network = unet({ channels: 4, outputs: 1 });
 * loadLayer(JSON.parse(JSON.stringify(network))).outputShape([1, 8, 8]); // [1, 8, 8]
 *
 * @throws ValueError BAD_VALUE where the data is no saved layer, or one of a kind that this package does not have
 */
export function loadLayer(json: LayerData): Layer {
  return revived(json) as Layer;
}

/** Options with the layers in them made again. */
function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== "object" || value === null) return value;
  if (!("layer" in value && "options" in value)) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, revived(part)]));
  }
  const { layer, options } = value as LayerData;
  if (Object.hasOwn(factories, layer)) return factories[layer](revived(options) as never);
  throw new ValueError("BAD_VALUE", `loadLayer: there is no layer ${layer}. Give what toJSON of a layer wrote.`);
}
