import type { NDArray, RandomStream } from "@mesoscope/core";
import { checkOptions, checkWhole } from "@mesoscope/sdk";
import { add, concatenate, matmul, reshape, sliceAlong, subtract, type Tensor, transpose } from "@mesoscope/tensor";
import { chainError } from "./chain-error.js";
import { fromModes, toModes } from "./fourier-modes.js";
import { defineLayer, type Layer } from "./layer.js";
import { checkPerAxis, type PerAxis, perAxis, spatialLengths } from "./spatial.js";

/** Options of `spectralConvolution`. */
export interface SpectralConvolutionOptions {
  /** Channels of the output. */
  readonly channels: number;
  /** Waves kept along each axis, from the longest; each axis needs at least twice as many points. */
  readonly modes: PerAxis;
}

type SpectralParameters = { readonly real: Tensor; readonly imaginary: Tensor };

/**
 * A convolution over the whole domain, as products of Fourier modes: of [inputs, …lengths], which are taken to be
 * periodic, the lowest modes are kept and mixed by learned complex matrices, one for each mode. [channels, …lengths].
 *
 * Its parameters do not depend on the lengths: what was trained on a coarse grid runs on a fine one.
 *
 * @example
 * spectralConvolution({ channels: 8, modes: 4 }).outputShape([3, 32, 32]); // [8, 32, 32]
 *
 * @throws ValueError BAD_OPTION
 * @see Li et al., Fourier neural operator for parametric partial differential equations, ICLR (2021), equation 5
 */
export function spectralConvolution(options: SpectralConvolutionOptions): Layer {
  const owner = "spectralConvolution";
  checkOptions(owner, options, ["channels", "modes"]);
  const { channels, modes } = options;
  checkWhole(owner, "channels", channels, 1);
  checkPerAxis(owner, "modes", modes, 1);
  return defineLayer(owner, options, {
    outputShape(input) {
      const lengths = spatialLengths(owner, input, modes);
      const kept = perAxis(modes, lengths.length);
      if (lengths.some((length, i) => length < 2 * kept[i])) {
        throw chainError(owner, input, `Give at least ${2 * Math.max(...kept)} points for ${kept.join(" by ")} modes.`);
      }
      return [channels, ...lengths];
    },
    parameters(input, stream) {
      const kept = perAxis(modes, input.length - 1);
      const count = 2 ** (kept.length - 1) * kept.reduce((product, length) => product * length, 1);
      const draw = () => uniform(stream, [count, input[0], channels], 1 / (input[0] * channels));
      return { real: draw(), imaginary: draw() };
    },
    apply({ real, imaginary }: SpectralParameters, x) {
      const [n, inputs, ...lengths] = x.shape;
      const kept = perAxis(modes, lengths.length);
      const spectrum = reshape(toModes(x, kept), [n * inputs, -1]);
      // [modes, parts · n, inputs]: a matrix for each mode does the mixing.
      const rows = reshape(transpose(spectrum), [-1, 2 * n, inputs]);
      const [byReal, byImaginary] = [real, imaginary].map((weights) =>
        reshape(matmul(rows, weights), [-1, 2, n * channels]),
      );
      const mixed = concatenate(
        [subtract(part(byReal, 0), part(byImaginary, 1)), add(part(byReal, 1), part(byImaginary, 0))],
        1,
      );
      const together = reshape(mixed, [-1, n * channels]);
      return fromModes(reshape(transpose(together), [n, channels, -1, 2]), kept, lengths);
    },
  });
}

/** The real part, 0, or the imaginary one, 1, of [modes, 2, …]. */
function part(x: Tensor, which: number): Tensor {
  return sliceAlong(x, 1, which, which + 1);
}

function uniform(stream: RandomStream, shape: readonly number[], largest: number): NDArray {
  return stream.uniforms(shape).map((value) => largest * value);
}
