import type { NamedArrayInput, NamedArrays } from "./named-arrays.js";

/** A figure that the server sends along, or a list of such. */
export type ConfigurationValue = number | bigint | boolean | string | Uint8Array | readonly ConfigurationValue[];

/** What a client is told in a round. */
export interface TrainingRequest {
  /** The round, from 1. */
  readonly round: number;
  /** A seed for this client in this round, for whatever is random in its training. */
  readonly seed: number;
  /** How strongly to hold to the arrays that came, as `fedProx` says; 0 for not at all. */
  readonly proximalStrength: number;
  /** Raised when the client is no longer waited for. */
  readonly signal: AbortSignal;
  /** What a Flower server sent along, by name. */
  readonly configuration?: Readonly<Record<string, ConfigurationValue>>;
}

/** What a client sends back: never its data. */
export interface TrainingReply {
  /** The arrays after training, with the names and shapes of those that came. */
  readonly arrays: NamedArrayInput;
  /** How many examples they were trained on: their weight in the mean. */
  readonly examples: number;
  /** Figures to show for the round, such as the loss. */
  readonly metrics?: Readonly<Record<string, number>>;
}

/** How well arrays do on a client's own data. */
export interface EvaluationReply {
  readonly examples: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** One that has data and keeps them: a clinic, a laboratory, a device. */
export interface FederatedClient {
  /** What reports call it; `"client 0"` and so on unless given. */
  readonly name?: string;
  /** Trains on its own data, starting from `arrays`. */
  train(arrays: NamedArrays, request: TrainingRequest): TrainingReply | Promise<TrainingReply>;
  /** Measures `arrays` on its own data. */
  evaluate?(arrays: NamedArrays, request: TrainingRequest): EvaluationReply | Promise<EvaluationReply>;
}
