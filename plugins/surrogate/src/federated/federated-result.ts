import { type Displayable, displaySymbol, type MimeBundle } from "@mesoscope/sdk";
import type { FederateSettings } from "./federate-options.js";
import type { NamedArrays } from "./named-arrays.js";
import { type PrivacySpent, spent } from "./privacy/privacy-accountant.js";
import type { LeftOut } from "./run-clients.js";
import { federationText, showFederation } from "./show-federation.js";

/** What happened in a round. */
export interface RoundReport {
  /** From 1. */
  readonly round: number;
  /** The clients whose updates are part of the arrays. */
  readonly trained: readonly string[];
  readonly leftOut: readonly LeftOut[];
  /** Figures of the training, before the arrays became one: means weighted by examples. */
  readonly trainingMetrics: Readonly<Record<string, number>>;
  /** Figures of the round's arrays on the clients' own data: means weighted by examples. */
  readonly metrics: Readonly<Record<string, number>>;
}

/**
 * What many learnt together; `federate` makes it.
 *
 * @example
 * const client = { train: ({ w }) => ({ arrays: { w: w.map((x) => x + 1) }, examples: 1 }) };
 * const result = await federate({ initial: { w: [0] }, clients: [client], rounds: 3 });
 * result.rounds.length; // 3
 */
export class FederatedResult implements Displayable {
  /** The arrays of the last whole round. */
  readonly arrays: NamedArrays;
  readonly rounds: readonly RoundReport[];
  /** How updates became one. */
  readonly method: string;
  /** What the rounds tell about any one client at most, in the sense of differential privacy. */
  readonly privacy: PrivacySpent | undefined;
  /** Whether a stop ended it early. */
  readonly hasStopped: boolean;

  /** @internal */
  constructor(result: Pick<FederatedResult, "arrays" | "rounds" | "method" | "privacy" | "hasStopped">) {
    this.arrays = result.arrays;
    this.rounds = result.rounds;
    this.method = result.method;
    this.privacy = result.privacy;
    this.hasStopped = result.hasStopped;
  }

  toString(): string {
    return federationText(this);
  }

  [displaySymbol](): Promise<MimeBundle> {
    return showFederation(this);
  }

  /** What `console.log` prints in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

/** The result of the rounds that were finished. */
export function makeResult(
  { aggregate, privacy, fraction, secure }: FederateSettings,
  arrays: NamedArrays,
  rounds: readonly RoundReport[],
  hasStopped: boolean,
): FederatedResult {
  const { noiseMultiplier = 0, delta = 0 } = privacy ?? {};
  const cost = privacy && spent({ noiseMultiplier, delta, samplingRate: fraction, steps: rounds.length });
  const method = secure ? `${aggregate.name}, securely summed` : aggregate.name;
  return new FederatedResult({ arrays, rounds, method, privacy: cost, hasStopped });
}
