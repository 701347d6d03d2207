import { checkNumber, checkOptions, checkPositive, checkWhole, ValueError } from "@mesoscope/sdk";
import type { Aggregator } from "./aggregation/aggregator.js";
import { fedAvg } from "./aggregation/fed-avg.js";
import type { FederatedClient } from "./federated-client.js";
import { type NamedArrayInput, type NamedArrays, readArrays } from "./named-arrays.js";
import { readSecureOptions, type SecureAggregationOptions } from "./secure/secure-options.js";

/** Differential privacy of a federation, per client: of the arrays, not of the metrics that clients report. */
export interface FederatedPrivacy {
  /** Standard deviation of the noise on the sum of the updates, in units of `clipNorm`. */
  readonly noiseMultiplier: number;
  /** The probability that the bound ε fails: well below one over the number of clients. */
  readonly delta: number;
}

/** Options of `federate`. */
export interface FederateOptions {
  /** The arrays to start from. */
  readonly initial: NamedArrayInput;
  readonly clients: readonly FederatedClient[];
  readonly rounds: number;
  /** How updates become one. Default `fedAvg()`. */
  readonly aggregate?: Aggregator;
  /** The share of the clients that train in a round. Default 1. With privacy each takes part by that chance. */
  readonly fraction?: number;
  /** Updates with a larger Euclidean norm are scaled down to this one. */
  readonly clipNorm?: number;
  /**
   * An update is left out where its norm is more than so many times the median norm of the round; default 10. Without
   * effect where the server sees no single update, or must not depend on it: `secureAggregation` and `privacy`.
   */
  readonly normLimit?: number;
  /** Adds noise that hides whether any one client took part; needs `clipNorm`. */
  readonly privacy?: FederatedPrivacy;
  /**
   * Lets the server see the sum of the updates only, and no training metrics; evaluation metrics are sent in the open.
   * Here everything is in one process: between machines, carry the messages of `SecureClient` and `SecureServer`.
   */
  readonly secureAggregation?: boolean | SecureAggregationOptions;
  /** Seconds to wait for a client. Default: for ever. */
  readonly timeout?: number;
  /** How many clients work at the same time. Default 1, right where they share a processor. */
  readonly concurrency?: number;
  /** Decides who takes part, the clients' seeds and the noise; keep it secret where the noise protects. Default 0. */
  readonly seed?: number;
}

/** A client with its name and its place in the list. */
export interface NamedClient extends FederatedClient {
  readonly name: string;
  readonly index: number;
}

/** The options, complete and checked. */
export interface FederateSettings {
  readonly initial: NamedArrays;
  readonly clients: readonly NamedClient[];
  readonly rounds: number;
  readonly aggregate: Aggregator;
  readonly fraction: number;
  readonly clipNorm: number;
  readonly normLimit: number;
  readonly privacy: FederatedPrivacy | undefined;
  readonly secure: Required<SecureAggregationOptions> | undefined;
  readonly timeout: number;
  readonly concurrency: number;
  readonly seed: number;
}

const owner = "federate";
const known = [
  ..."initial clients rounds aggregate fraction clipNorm normLimit privacy secureAggregation".split(" "),
  ..."timeout concurrency seed".split(" "),
];

/** @throws ValueError BAD_OPTION; DataError NOT_FINITE, and as `asArray` for the arrays */
export function readOptions(options: FederateOptions): FederateSettings {
  checkOptions(owner, options, known);
  const { rounds, aggregate = fedAvg(), fraction = 1, privacy, seed = 0 } = options;
  const { clipNorm = Infinity, normLimit = 10, timeout = Infinity, concurrency = 1 } = options;
  checkWhole(owner, "rounds", rounds, 1);
  checkWhole(owner, "concurrency", concurrency, 1);
  checkNumber(owner, "fraction", fraction, "a number above 0, at most 1", (value) => value > 0 && value <= 1);
  checkNumber(owner, "clipNorm", clipNorm, "a number above 0", (value) => value > 0);
  checkNumber(owner, "normLimit", normLimit, "a number above 1", (value) => value > 1);
  checkNumber(owner, "timeout", timeout, "seconds above 0", (value) => value > 0);
  const clients = readClients(options.clients);
  const secure = readSecureOptions(owner, options.secureAggregation ?? false, clients.length);
  if (privacy) checkPrivacy(privacy, clipNorm);
  if (!aggregate.isMean && (privacy || secure)) {
    throw badOption(`aggregate is ${aggregate.name}, with privacy or secureAggregation. Give fedAvg() or fedProx().`);
  }
  const initial = readArrays(`${owner}: initial`, options.initial);
  if (Object.keys(initial).length === 0) throw badOption("initial has no arrays. Give at least one, by name.");
  const limits = { fraction, clipNorm, normLimit, timeout, concurrency, seed };
  return { initial, clients, rounds, aggregate, privacy, secure, ...limits };
}

function readClients(clients: readonly FederatedClient[]): NamedClient[] {
  if (!Array.isArray(clients) || clients.length === 0) throw badOption("there are no clients. Give at least one.");
  const named = clients.map((client: FederatedClient, index): NamedClient => {
    if (typeof client?.train !== "function") throw badOption(`client ${index} has no function train. Give one.`);
    const name = client.name ?? `client ${index}`;
    const train: FederatedClient["train"] = (arrays, request) => client.train(arrays, request);
    if (!client.evaluate) return { name, index, train };
    return { name, index, train, evaluate: (arrays, request) => client.evaluate!(arrays, request) };
  });
  const names = named.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw badOption(`two clients are called ${twice}. Give each a name of its own.`);
  return named;
}

function checkPrivacy(privacy: FederatedPrivacy, clipNorm: number): void {
  checkOptions(`${owner}: privacy`, privacy, ["noiseMultiplier", "delta"]);
  checkPositive(owner, "privacy.noiseMultiplier", privacy.noiseMultiplier);
  checkNumber(owner, "privacy.delta", privacy.delta, "a number between 0 and 1", (value) => value > 0 && value < 1);
  if (clipNorm === Infinity)
    throw badOption("privacy is asked for without clipNorm. Give the largest norm of an update.");
}

const badOption = (text: string): ValueError => new ValueError("BAD_OPTION", `${owner}: ${text}`);
