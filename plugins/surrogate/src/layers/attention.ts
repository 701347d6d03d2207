import { zeros } from "@mesoscope/core";
import { checkOptions, checkWhole } from "@mesoscope/sdk";
import {
  add,
  matmul,
  multiply,
  permuteAxes,
  reshape,
  softmax,
  type Tensor,
  tensor,
  transpose,
} from "@mesoscope/tensor";
import { chainError } from "./chain-error.js";
import { defineLayer, type Layer } from "./layer.js";
import { startingWeights } from "./starting-weights.js";

/** Options of `attention`. */
export interface AttentionOptions {
  /** How many attentions go on side by side; the features must divide by it. */
  readonly heads: number;
  /** Whether a place sees only itself and those before it; false unless given. */
  readonly causal?: boolean;
}

type Projection = { readonly weights: Tensor; readonly bias: Tensor };
type AttentionParameters = Readonly<Record<(typeof roles)[number], Projection>>;

const roles = ["query", "key", "value", "output"] as const;
/** Added to what must not be seen: finite, so that derivatives are. */
const hidden = -1e9;

/**
 * Self-attention over [places, features]: each place becomes a mean of learned values of all places, weighted by how well
 * its query fits their keys.
 *
 * @example
 * attention({ heads: 4 }).outputShape([16, 32]); // [16, 32]
 *
 * @throws ValueError BAD_OPTION
 * @see Vaswani et al., Attention is all you need, NeurIPS (2017), section 3.2
 */
export function attention(options: AttentionOptions): Layer {
  checkOptions("attention", options, ["heads", "causal"]);
  const { heads, causal = false } = options;
  checkWhole("attention", "heads", heads, 1);
  return defineLayer("attention", options, {
    outputShape(input) {
      if (input.length !== 2 || input[1] % heads !== 0) {
        throw chainError("attention", input, `Give [places, features] with features that divide into ${heads} heads.`);
      }
      return input;
    },
    parameters([, features], stream) {
      const fans = { inputs: features, outputs: features };
      const projection = () => ({
        weights: startingWeights(stream, [features, features], fans),
        bias: zeros([features]),
      });
      return Object.fromEntries(roles.map((role) => [role, projection()]));
    },
    apply(parameters: AttentionParameters, x, context) {
      const [n, places, features] = x.shape;
      const width = features / heads;
      const headsOf = (role: (typeof roles)[number]) =>
        permuteAxes(reshape(project(parameters[role], x), [n, places, heads, width]), [0, 2, 1, 3]);
      const queries = multiply(1 / Math.sqrt(width), headsOf("query"));
      const fit = matmul(queries, transpose(headsOf("key")));
      const weights = softmax(causal ? add(fit, laterPlaces(places)) : fit);
      context.watchAttention?.(weights);
      const mixed = permuteAxes(matmul(weights, headsOf("value")), [0, 2, 1, 3]);
      return project(parameters.output, reshape(mixed, [n, places, features]));
    },
  });
}

function project({ weights, bias }: Projection, x: Tensor): Tensor {
  return add(matmul(x, weights), bias);
}

/** 0 where a row's place may see a column's, else a large negative number. */
function laterPlaces(places: number): Tensor {
  return tensor(zeros([places, places]).map((_, at) => (at % places > Math.floor(at / places) ? hidden : 0)));
}
