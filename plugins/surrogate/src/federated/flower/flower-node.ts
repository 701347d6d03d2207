import type { Displayable } from "@mesoscope/sdk";

/** What a node has answered. */
export interface NodeAnswer {
  /** `train` or `evaluate`. */
  readonly type: string;
  /** The round, from 1; 0 where the server did not say. */
  readonly round: number;
  /** From the message's arrival to the answer's. */
  readonly seconds: number;
  /** Why the server got an error instead of an answer. */
  readonly code?: string;
  readonly reason?: string;
}

/** A node of a Flower federation, at work beside everything else; `joinFlower` makes it. */
export interface FlowerNode extends Displayable {
  /** As the server calls it: a whole number of up to 64 bits. */
  readonly id: string;
  /** The server. */
  readonly address: string;
  readonly isActive: boolean;
  /** All so far. */
  readonly answers: readonly NodeAnswer[];
  /** Fulfilled when the node has left, rejected where the server is lost for good. */
  readonly ended: Promise<void>;
  /**
   * Finishes what it is at, stays until the server has taken the last answer, and goes offline.
   *
   * @param options.wait seconds from the last answer; 8 unless given, as a ServerApp looks every 3 s and drops the
   * answers of nodes that are offline
   */
  leave(options?: { readonly wait?: number }): Promise<void>;
}
