import { bytesToBase64 } from "../../base64.js";
import { addModulo, subtractModulo } from "./fixed-point.js";
import { sharedSecret } from "./key-agreement.js";
import { maskOf } from "./mask.js";
import { badProtocol } from "./secure-client.js";
import type { MaskedVector, PublicKeys, RevealedShares } from "./secure-messages.js";
import { recoverSecret, type Share } from "./shamir.js";

const secretBytes = 32;

/**
 * The one that adds up what `SecureClient`s masked. All it holds are masked vectors, public keys, sealed boxes and, in
 * the end, as many shares as take the masks off the sum.
 *
 * @example
 * new SecureServer(2).present; // []
 *
 * @see Bonawitz et al., Practical secure aggregation for privacy-preserving machine learning, CCS (2017), figure 4
 */
export class SecureServer {
  readonly #threshold: number;
  readonly #masked = new Map<number, Float64Array>();

  /** @param threshold how many parties must stay to the end: more than half of them */
  constructor(threshold: number) {
    this.#threshold = threshold;
  }

  /** Takes a masked vector in. */
  accept({ party, vector }: MaskedVector): void {
    this.#masked.set(party, vector);
  }

  /** The parties whose masked vectors came. */
  get present(): readonly number[] {
    return [...this.#masked.keys()].sort((a, b) => a - b);
  }

  /**
   * The sum of the vectors of those present, of whole numbers modulo 2⁵².
   *
   * @param keys   the public keys of all that shared their secrets
   * @param shares what those present revealed
   * @throws ValueError BAD_PROTOCOL where too few revealed their shares
   */
  async sum(keys: readonly PublicKeys[], shares: readonly RevealedShares[]): Promise<Float64Array> {
    const { present } = this;
    if (shares.length < this.#threshold)
      throw badProtocol("SecureServer", `only ${shares.length} revealed their shares`);
    const length = this.#masked.get(present[0]!)!.length;
    const sum = new Float64Array(length);
    for (const party of present) {
      addModulo(sum, this.#masked.get(party)!);
      const seed = this.#recover(shares.map(({ ownMasks }) => ownMasks[party]));
      subtractModulo(sum, await maskOf(seed, length));
    }
    const stayed = keys.filter(({ party }) => present.includes(party));
    for (const left of keys.filter(({ party }) => !present.includes(party))) {
      const privateKey = bytesToBase64(this.#recover(shares.map(({ maskKeys }) => maskKeys[left.party])));
      for (const { party, maskKey } of stayed) {
        const mask = await maskOf(await sharedSecret({ publicKey: left.maskKey, privateKey }, maskKey, "mask"), length);
        if (party < left.party) subtractModulo(sum, mask);
        else addModulo(sum, mask);
      }
    }
    return sum;
  }

  #recover(shares: readonly (Share | undefined)[]): Uint8Array<ArrayBuffer> {
    const known = shares.filter((share) => share !== undefined);
    if (known.length < this.#threshold) throw badProtocol("SecureServer", `only ${known.length} shares of a secret`);
    return recoverSecret(known.slice(0, this.#threshold), secretBytes);
  }
}
