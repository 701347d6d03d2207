import { ones, zeros } from "@mesoscope/core";
import { checkOptions, checkWhole } from "@mesoscope/sdk";
import { add, divide, mean, multiply, reshape, sqrt, square, subtract, type Tensor } from "@mesoscope/tensor";
import { chainError } from "./chain-error.js";
import { perChannel } from "./convolution.js";
import { defineLayer, type Layer } from "./layer.js";

/** Added to variances, as usual. */
export const epsilon = 1e-5;

type NormParameters = { readonly scale: Tensor; readonly shift: Tensor };

/**
 * Entries along the last axis with mean 0 and variance 1, then scaled and shifted by learned numbers.
 *
 * @example
 * layerNorm().outputShape([16, 32]); // [16, 32]
 *
 * @see Ba, Kiros & Hinton, Layer normalization (2016), equation 4
 */
export function layerNorm(): Layer {
  return defineLayer(
    "layerNorm",
    {},
    {
      outputShape(input) {
        if (input.length < 1) throw chainError("layerNorm", input, "Give at least one feature along the last axis.");
        return input;
      },
      parameters: (input) => ({ scale: ones([input.at(-1)!]), shift: zeros([input.at(-1)!]) }),
      apply: ({ scale, shift }: NormParameters, x) => add(multiply(scale, standardized(x)), shift),
    },
  );
}

/**
 * Channels in groups, each group of [channels, …lengths] with mean 0 and variance 1, then scaled and shifted by learned
 * numbers per channel.
 *
 * @example
 * groupNorm({ groups: 4 }).outputShape([8, 16, 16]); // [8, 16, 16]
 *
 * @throws ValueError BAD_OPTION
 * @see Wu & He, Group normalization, ECCV (2018), equation 7
 */
export function groupNorm(options: { readonly groups: number }): Layer {
  checkOptions("groupNorm", options, ["groups"]);
  const { groups } = options;
  checkWhole("groupNorm", "groups", groups, 1);
  return defineLayer("groupNorm", options, {
    outputShape(input) {
      if (!(input[0] % groups === 0)) {
        throw chainError("groupNorm", input, `Give channels that divide into ${groups} groups.`);
      }
      return input;
    },
    parameters: ([channels]) => ({ scale: ones([channels]), shift: zeros([channels]) }),
    apply({ scale, shift }: NormParameters, x) {
      const normal = reshape(standardized(reshape(x, [x.shape[0], groups, -1])), x.shape);
      return add(multiply(perChannel(scale, x.shape), normal), perChannel(shift, x.shape));
    },
  });
}

/** Entries along the last axis with mean 0 and variance 1. */
function standardized(x: Tensor): Tensor {
  const kept = x.shape.with(-1, 1);
  const centred = subtract(x, reshape(mean(x, -1), kept));
  const variance = reshape(mean(square(centred), -1), kept);
  return divide(centred, sqrt(add(variance, epsilon)));
}
