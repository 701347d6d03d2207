import { checkOptions, checkWhole } from "@mesoscope/sdk";
import { convolution } from "../layers/convolution.js";
import type { Layer } from "../layers/layer.js";
import { withInput } from "../layers/parallel.js";
import { sequential } from "../layers/sequential.js";

/** Options of `multiScaleDense`. */
export interface MultiScaleDenseOptions {
  /** How many layers of `channels` channels. */
  readonly depth: number;
  /** Channels of the output. */
  readonly outputs: number;
  /** Channels that each layer adds, 1 unless given. */
  readonly channels?: number;
  /** Dilations run through 1 to this number again and again, 10 unless given. */
  readonly dilations?: number;
}

/**
 * A mixed-scale dense network: every layer is a dilated convolution of all earlier ones and the input. It needs very few
 * parameters, and no way down and up.
 *
 * @example
 * multiScaleDense({ depth: 20, outputs: 2 }).outputShape([1, 64, 64]); // [2, 64, 64]
 *
 * @throws ValueError BAD_OPTION
 * @see Pelt & Sethian, A mixed-scale dense convolutional neural network, PNAS 115 (2018), equation 3
 */
export function multiScaleDense(options: MultiScaleDenseOptions): Layer {
  checkOptions("multiScaleDense", options, ["depth", "outputs", "channels", "dilations"]);
  const { depth, outputs, channels = 1, dilations = 10 } = options;
  for (const [name, value] of Object.entries({ depth, outputs, channels, dilations })) {
    checkWhole("multiScaleDense", name, value, 1);
  }
  const layers = Array.from({ length: depth }, (_, i) =>
    withInput(convolution({ channels, kernel: 3, dilations: (i % dilations) + 1, activation: "relu" })),
  );
  return sequential([...layers, convolution({ channels: outputs, kernel: 1 })]);
}
