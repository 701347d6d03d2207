import { createHash, createVerify } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { decodeProto, encodeProto } from "../../../../plugins/surrogate/dist/federated/flower/flower-schema.js";
import { idsOf } from "../../../../plugins/surrogate/dist/federated/flower/objects.js";
import { callsOf, storeOf } from "./recording.ts";

interface Pushed {
  // biome-ignore lint/suspicious/noExplicitAny: a message as it came
  readonly messagesList: readonly any[];
  // biome-ignore lint/suspicious/noExplicitAny: a tree as it came
  readonly messageObjectTrees: readonly any[];
}

/** A SuperLink that says what was recorded from a real one, and keeps what it is told. */
export class FakeFleet {
  readonly calls: string[] = [];
  readonly pushed: Pushed[] = [];
  readonly objects = new Map<string, Uint8Array>();
  /** What to answer instead, by call. */
  readonly instead = new Map<string, { status: number; body: string | Uint8Array }>();
  /** Messages still to be pulled, as in the recording. */
  messages: Buffer[] = callsOf("pull-messages").map(({ response }) => response);
  readonly #parts = storeOf("pull-object");
  readonly #server: Server = createServer((request, response) => {
    this.#answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });

  async listen(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const call = request.url!.split("/").at(-1)!;
    this.calls.push(call);
    const { status, body: content } = this.instead.get(call) ?? this.#respond(call, body, request);
    response.writeHead(status).end(content);
  }

  #respond(call: string, body: Buffer, { headers }: IncomingMessage): { status: number; body: string | Uint8Array } {
    if (headers["content-type"] !== "application/protobuf" || !isSigned(headers)) return { status: 401, body: "" };
    const ok = (content: Uint8Array = Buffer.of()) => ({ status: 200, body: content });
    if (call === "pull-messages") return ok(this.messages.shift());
    if (call === "pull-object") {
      const { objectId } = decodeProto<{ objectId: string }>("PullObjectRequest", body);
      const objectContent = this.#parts.get(objectId);
      return ok(encodeProto("PullObjectResponse", { objectFound: true, objectAvailable: true, objectContent }));
    }
    if (call === "push-messages") {
      const message = decodeProto<Pushed>("PushMessagesRequest", body);
      this.pushed.push(message);
      const objectsToPush = message.messageObjectTrees.flatMap(idsOf);
      return ok(encodeProto("PushMessagesResponse", { objectsToPush, sessionId: "s" }));
    }
    if (call === "push-object") {
      const { objectId, objectContent, sessionId } = decodeProto<Record<string, never>>("PushObjectRequest", body);
      const isRight = createHash("sha256").update(objectContent!).digest("hex") === objectId && sessionId === "s";
      if (!isRight) return { status: 400, body: "" };
      this.objects.set(objectId, Uint8Array.from(objectContent!));
    }
    return ok(callsOf(call)[0]?.response);
  }
}

/** As a SuperLink checks it. */
function isSigned(headers: IncomingMessage["headers"]): boolean {
  const [key, time, signature] = ["flwr-public-key", "flwr-timestamp", "flwr-signature"].map((name) =>
    String(headers[name]),
  );
  const isRecent = Math.abs(Date.now() - Date.parse(time!)) < 60_000 && time!.endsWith("+00:00");
  const verifier = createVerify("sha256").update(time!);
  return isRecent && verifier.verify(Buffer.from(key!, "base64").toString(), signature!, "base64");
}
