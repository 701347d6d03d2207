import { checkChoice, checkOptions, checkWhole } from "@mesoscope/sdk";
import { dense } from "../layers/dense.js";
import { gru } from "../layers/gru.js";
import type { Layer } from "../layers/layer.js";
import { lstm } from "../layers/lstm.js";
import { sequential } from "../layers/sequential.js";

/** Options of `recurrent`. */
export interface RecurrentNetworkOptions {
  readonly cell: "lstm" | "gru";
  /** Length of the memory of each recurrent layer. */
  readonly units: number;
  /** Numbers in the output. */
  readonly outputs: number;
  /** Recurrent layers on top of each other, 1 unless given. */
  readonly depth?: number;
}

/**
 * Recurrent layers over [time, features], and a dense layer on the last memory.
 *
 * @example
 * recurrent({ cell: "gru", units: 16, outputs: 2 }).outputShape([50, 3]); // [2]
 *
 * @throws ValueError BAD_OPTION
 */
export function recurrent(options: RecurrentNetworkOptions): Layer {
  checkOptions("recurrent", options, ["cell", "units", "outputs", "depth"]);
  const { cell, units, outputs, depth = 1 } = options;
  checkChoice("recurrent", "cell", cell, ["lstm", "gru"]);
  checkWhole("recurrent", "depth", depth, 1);
  const make = cell === "lstm" ? lstm : gru;
  return sequential([
    ...Array.from({ length: depth - 1 }, () => make({ units, output: "all" })),
    make({ units }),
    dense({ units: outputs }),
  ]);
}
