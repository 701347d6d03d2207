import type { Share } from "./shamir.js";

/** Step 1, client to server and on to all: a party's public keys. */
export interface PublicKeys {
  readonly party: number;
  /** For the masks of pairs. */
  readonly maskKey: string;
  /** For the shares that go from party to party. */
  readonly shareKey: string;
}

/** Step 2, client to client by way of the server: shares of the sender's secrets that the receiver alone can read. */
export interface SealedShares {
  readonly from: number;
  readonly to: number;
  readonly box: Uint8Array;
}

/** Step 3, client to server: a vector under its masks, of whole numbers modulo 2⁵². */
export interface MaskedVector {
  readonly party: number;
  readonly vector: Float64Array;
}

/** Step 4, client to server: shares of what takes the masks off the sum. */
export interface RevealedShares {
  readonly party: number;
  /** Of the own masks of those that stayed, by party. */
  readonly ownMasks: Readonly<Record<number, Share>>;
  /** Of the private mask keys of those that left, by party. */
  readonly maskKeys: Readonly<Record<number, Share>>;
}

/** What a sender seals for a receiver. */
export interface SharePair {
  readonly ownMask: Share;
  readonly maskKey: Share;
}
