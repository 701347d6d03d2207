import { type MesoscopeError, ValueError } from "@mesoscope/sdk";
import { base64ToBytes } from "../../base64.js";
import { addModulo, subtractModulo } from "./fixed-point.js";
import { type AgreementKeys, agreementKeys, sharedSecret } from "./key-agreement.js";
import { maskOf } from "./mask.js";
import { seal, unseal } from "./sealed-box.js";
import type { MaskedVector, PublicKeys, RevealedShares, SealedShares, SharePair } from "./secure-messages.js";
import { shareSecret } from "./shamir.js";

/**
 * One party of a secure sum: it adds masks to its vector that cancel in the sum with those of the others, so the server
 * learns the sum and nothing else, and shares its secrets so that the sum can be had when parties leave. It takes the
 * server to be curious but to follow the protocol.
 *
 * @example
 * const parties = [0, 1, 2].map((party) => new SecureClient(party, 2));
 * const server = new SecureServer(2);
 * const keys = await Promise.all(parties.map((party) => party.advertise()));
 * const boxes = (await Promise.all(parties.map((party) => party.share(keys)))).flat();
 * for (const party of parties) server.accept(await party.mask(Float64Array.of(1, 10), boxes));
 * const shares = await Promise.all(parties.map((party) => party.reveal(server.present)));
 * await server.sum(keys, shares); // [3, 30]
 *
 * @see Bonawitz et al., Practical secure aggregation for privacy-preserving machine learning, CCS (2017), figure 4
 */
export class SecureClient {
  readonly #party: number;
  readonly #threshold: number;
  readonly #ownMask = globalThis.crypto.getRandomValues(new Uint8Array(32));
  #maskKeys: AgreementKeys | undefined;
  #shareKeys: AgreementKeys | undefined;
  #others: readonly PublicKeys[] = [];
  #held = new Map<number, SharePair>();
  #hasMasked = false;
  #hasRevealed = false;

  /**
   * @param party     its number, from 0
   * @param threshold how many parties must stay to the end: more than half of them
   */
  constructor(party: number, threshold: number) {
    this.#party = party;
    this.#threshold = threshold;
  }

  /** Step 1: the public halves of two fresh key pairs. */
  async advertise(): Promise<PublicKeys> {
    this.#maskKeys = await agreementKeys();
    this.#shareKeys = await agreementKeys();
    return { party: this.#party, maskKey: this.#maskKeys.publicKey, shareKey: this.#shareKeys.publicKey };
  }

  /**
   * Step 2: shares of its secrets, sealed for every party.
   *
   * @throws ValueError BAD_PROTOCOL where there are too few parties for the threshold, or two with the same keys
   */
  async share(keys: readonly PublicKeys[]): Promise<SealedShares[]> {
    const own = keys.find(({ party }) => party === this.#party);
    const distinct = new Set(keys.flatMap(({ party, maskKey, shareKey }) => [party, maskKey, shareKey]));
    this.#check(
      own?.maskKey === this.#maskKeys?.publicKey && distinct.size === 3 * keys.length,
      "keys are not distinct",
    );
    const isMajority = 2 * this.#threshold > keys.length && this.#threshold <= keys.length;
    this.#check(isMajority, `the threshold is ${this.#threshold} of ${keys.length} parties`);
    this.#others = keys.filter((other) => other !== own);
    const privateKey = base64ToBytes(this.#maskKeys!.privateKey);
    const ownMasks = shareSecret(this.#ownMask, keys.length, this.#threshold);
    const maskKeys = shareSecret(privateKey, keys.length, this.#threshold);
    const boxes = keys.map(async ({ party, shareKey }, i) => {
      const pair: SharePair = { ownMask: ownMasks[i]!, maskKey: maskKeys[i]! };
      if (party === this.#party) this.#held.set(party, pair);
      return { from: this.#party, to: party, box: await seal(await this.#shareSecret(shareKey), pair) };
    });
    return (await Promise.all(boxes)).filter(({ to }) => to !== this.#party);
  }

  /**
   * Step 3: its vector, of whole numbers modulo 2⁵², under its own mask and one for every other party that shared.
   *
   * @throws ValueError BAD_PROTOCOL where it has masked before, or too few parties shared
   */
  async mask(vector: Float64Array, boxes: readonly SealedShares[]): Promise<MaskedVector> {
    this.#check(!this.#hasMasked, "a second vector under the same masks would show the difference");
    this.#hasMasked = true;
    const received = boxes.filter(({ to }) => to === this.#party);
    this.#check(received.length + 1 >= this.#threshold, `only ${received.length + 1} parties shared their secrets`);
    const masked = vector.slice();
    addModulo(masked, await maskOf(this.#ownMask, vector.length));
    for (const { from, box } of received) {
      const sender = this.#others.find(({ party }) => party === from);
      this.#check(sender !== undefined, `party ${from} has no keys`);
      this.#held.set(from, await unseal<SharePair>(await this.#shareSecret(sender!.shareKey), box));
      const mask = await maskOf(await sharedSecret(this.#maskKeys!, sender!.maskKey, "mask"), vector.length);
      if (this.#party < from) addModulo(masked, mask);
      else subtractModulo(masked, mask);
    }
    return { party: this.#party, vector: masked };
  }

  /**
   * Step 4: of every party the share of one secret, and never of both: the own mask of one that stayed, the mask key of
   * one that left.
   *
   * @throws ValueError BAD_PROTOCOL where it has revealed before, or too few stayed
   */
  async reveal(present: readonly number[]): Promise<RevealedShares> {
    const stayed = new Set(present);
    this.#check(!this.#hasRevealed, "its shares were asked for before");
    this.#check(stayed.size >= this.#threshold && stayed.has(this.#party), `only ${stayed.size} parties stayed`);
    this.#hasRevealed = true;
    const held = [...this.#held];
    return {
      party: this.#party,
      ownMasks: Object.fromEntries(held.filter(([of]) => stayed.has(of)).map(([of, { ownMask }]) => [of, ownMask])),
      maskKeys: Object.fromEntries(held.filter(([of]) => !stayed.has(of)).map(([of, { maskKey }]) => [of, maskKey])),
    };
  }

  #shareSecret(theirs: string): Promise<Uint8Array<ArrayBuffer>> {
    return sharedSecret(this.#shareKeys!, theirs, "shares");
  }

  #check(holds: boolean, otherwise: string): void {
    if (!holds) throw badProtocol(`SecureClient ${this.#party}`, otherwise);
  }
}

/** A step that would tell the server more than the sum. */
export function badProtocol(owner: string, found: string): MesoscopeError {
  return new ValueError("BAD_PROTOCOL", `${owner}: ${found}. Begin a new sum, with more than half of the parties.`);
}
