import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { buffer } from "node:stream/consumers";
import { answerError, FleetError, transportError } from "./fleet-errors.js";
import { decodeProto, encodeProto } from "./flower-schema.js";
import type { NodeIdentity } from "./node-identity.node.js";

/** Where the SuperLink is. */
export interface FleetPlace {
  /** host:port. */
  readonly address: string;
  readonly insecure: boolean;
  /** PEM of the authority that signed the server's certificate. */
  readonly certificateAuthority: string | undefined;
}

const callTimeout = 30_000;
const socketsAtOnce = 4;

/** Calls of the Fleet API: protobuf over HTTP, each signed. */
export class FleetCalls {
  readonly #place: FleetPlace;
  readonly #identity: NodeIdentity;
  readonly #agent: HttpAgent;

  constructor(place: FleetPlace, identity: NodeIdentity) {
    this.#place = place;
    this.#identity = identity;
    const options = { keepAlive: true, maxSockets: socketsAtOnce };
    const { certificateAuthority: ca } = place;
    this.#agent = place.insecure ? new HttpAgent(options) : new HttpsAgent({ ...options, ...(ca && { ca }) });
  }

  /**
   * The response to one call, named as in Flower: `"RegisterNode"`.
   *
   * @throws DataError with the codes of `fleet-errors`
   */
  async call<T>(name: string, message: object): Promise<T> {
    const { status, body } = await this.#post(name, encodeProto(`${name}Request`, message));
    if (status !== 200) throw answerError(this.#place.address, name, status, body.toString());
    return decodeProto<T>(`${name}Response`, body);
  }

  /** Closes the connections. */
  close(): void {
    this.#agent.destroy();
  }

  async #post(name: string, content: Uint8Array): Promise<{ status: number; body: Buffer }> {
    const { address, insecure } = this.#place;
    const path = name.replaceAll(/(?<=.)[A-Z]/g, "-$&").toLowerCase();
    const url = new URL(`/v1/fleet/${path}`, `${insecure ? "http" : "https"}://${address}`);
    const headers = { "content-type": "application/protobuf", accept: "application/protobuf" };
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const send = insecure ? httpRequest : httpsRequest;
    const request = send(url, {
      method: "POST",
      agent: this.#agent,
      headers: { ...headers, "content-length": content.length, ...this.#identity.headers() },
      timeout: callTimeout,
    });
    request.once("response", resolve).once("error", reject);
    request.once("timeout", () => request.destroy(new Error(`no answer after ${callTimeout / 1000} s`)));
    request.end(content);
    try {
      const response = await promise;
      return { status: response.statusCode ?? 0, body: await buffer(response) };
    } catch (error) {
      throw transportError(address, error as NodeJS.ErrnoException);
    }
  }
}

/** Whether the call may succeed when it is tried again. */
export function isPassing(error: unknown): boolean {
  return error instanceof FleetError && error.isPassing;
}
