import { checkNumber, checkOptions, checkPositive, ValueError } from "@mesoscope/sdk";
import type { FederatedClient } from "../federated-client.js";
import type { FlowerNode } from "./flower-node.js";

/** Options of `joinFlower`. */
export interface JoinFlowerOptions {
  /** The SuperLink, as host:port; Flower's own port is 8000. */
  readonly address: string;
  /** Trains and evaluates on its own data, as in `federate`. */
  readonly client: FederatedClient;
  /** Whether the server runs with `--insecure`, over plain HTTP. Default false. */
  readonly insecure?: boolean;
  /** PEM of the authority that signed the server's certificate. Default: those that Node trusts. */
  readonly certificateAuthority?: string;
  /**
   * PEM of the node's private key, of the curve secp384r1, for servers with `--enable-supernode-auth`; the operator
   * registers its public half. Default: a fresh key, which the node registers itself.
   */
  readonly privateKey?: string;
  /** Seconds, from 10 to 1800; after twice as many without a sign of life the server gives up on the node. Default 30. */
  readonly heartbeatInterval?: number;
  /** Seconds between two looks for messages. Default 1. */
  readonly pollInterval?: number;
  /** For the seeds that the client gets. Default 0. */
  readonly seed?: number;
}

const owner = "joinFlower";
const known = [
  ..."address client insecure certificateAuthority privateKey heartbeatInterval pollInterval seed".split(" "),
];

/**
 * Joins a Flower federation (Python's flwr, 1.40 or later) as a node: it trains and evaluates when the server asks and
 * sends back arrays and figures, never data. It works beside everything else until it leaves; needs Node.
 *
 * An update that is not finite, or of other shapes, is not sent: the server gets an error with its reason. A client
 * that computes for long without awaiting anything keeps the heartbeats from being sent: choose a longer interval.
 *
 * @example
 * const client = { train: ({ w }) => ({ arrays: { w: w.map((x) => x + 1) }, examples: 10 }) };
 * await joinFlower({ address: "127.0.0.1:1", client, insecure: true }).catch((error) => error.code); // "SERVER_UNREACHABLE"
 *
 * @throws ValueError BAD_OPTION, BAD_KEY; DataError SERVER_UNREACHABLE, CERTIFICATE_REFUSED, NOT_AUTHENTICATED,
 * NOT_REGISTERED, WRONG_VERSION, CALL_REFUSED
 * @see https://flower.ai/docs/framework/ref-flower-network-communication.html
 */
export async function joinFlower(options: JoinFlowerOptions): Promise<FlowerNode> {
  checkOptions(owner, options, known);
  const { address, client, insecure = false, certificateAuthority, privateKey } = options;
  const { heartbeatInterval = 30, pollInterval = 1, seed = 0 } = options;
  const isPlace = typeof address === "string" && /^[^/\s]+:\d+$/.test(address);
  if (!isPlace) throw badOption(`address is ${String(address)}. Give host:port, such as 127.0.0.1:8000.`);
  if (typeof client?.train !== "function") throw badOption("client has no function train. Give one.");
  if (insecure && certificateAuthority) throw badOption("insecure goes without certificateAuthority. Leave one out.");
  const isInRange = (seconds: number) => seconds >= 10 && seconds <= 1800;
  checkNumber(owner, "heartbeatInterval", heartbeatInterval, "seconds from 10 to 1800", isInRange);
  checkPositive(owner, "pollInterval", pollInterval);
  const { FleetConnection } = await import("./fleet-connection.node.js");
  const { NodeIdentity } = await import("./node-identity.node.js");
  const { ActiveNode } = await import("./flower-node.node.js");
  const place = { address, insecure, certificateAuthority };
  const isOwnKey = privateKey !== undefined;
  const connection = new FleetConnection(place, new NodeIdentity(privateKey), heartbeatInterval, isOwnKey);
  const id = await connection.open();
  return new ActiveNode(id, connection, { address, client, heartbeatInterval, pollInterval, seed });
}

const badOption = (text: string): ValueError => new ValueError("BAD_OPTION", `${owner}: ${text}`);
