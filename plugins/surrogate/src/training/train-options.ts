import { checkNumber, checkWhole } from "@mesoscope/sdk";
import { adam, type DeviceOptions, type Optimizer } from "@mesoscope/tensor";

/** What training asks of an optimiser. */
export type UpdateRule = Pick<Optimizer, "initial" | "update">;

/** Options of `train`. */
export interface TrainOptions extends DeviceOptions {
  /** How often all rows are gone through, at most; 200 unless given. */
  readonly epochs?: number;
  /** Rows in one step, 32 unless given. */
  readonly batchSize?: number;
  /** Adam with a learning rate of 0.001 unless given. */
  readonly optimizer?: UpdateRule;
  /** Share of the rows that is left out to see when learning stops to help; 0.1 unless given, 0 for none. */
  readonly validationShare?: number;
  /** Epochs without a lower loss after which training ends, 20 unless given. */
  readonly patience?: number;
  /** Into how many parts a batch is cut in the graph: 1 unless given, about 4 for convolutions. */
  readonly chunks?: number;
  /** Of the rows left out, their order and dropout; 0 unless given. */
  readonly seed?: number;
}

/** Names of the options of `train`. */
export const trainOptionNames = [
  "epochs",
  "batchSize",
  "optimizer",
  "validationShare",
  "patience",
  "chunks",
  "seed",
  "device",
  "precision",
];

/**
 * The settings that options leave open.
 *
 * @throws ValueError BAD_OPTION
 */
export function trainSettings(owner: string, options: TrainOptions) {
  const { epochs = 200, batchSize = 32, patience = 20, chunks = 1, seed = 0, validationShare = 0.1 } = options;
  for (const [name, value] of Object.entries({ epochs, batchSize, patience, chunks }))
    checkWhole(owner, name, value, 1);
  checkNumber(
    owner,
    "validationShare",
    validationShare,
    "a number from 0 to below 1",
    (share) => share >= 0 && share < 1,
  );
  const { optimizer = adam({ learningRate: 1e-3 }), device, precision } = options;
  return { epochs, batchSize, patience, chunks, seed, validationShare, optimizer, device: { device, precision } };
}
