import { decodeProto } from "../../../../plugins/surrogate/dist/federated/flower/flower-schema.js";
import type { ObjectStore } from "../../../../plugins/surrogate/dist/federated/flower/objects.js";
import { reference } from "../../../contract/close.ts";

interface Call {
  readonly call: string;
  readonly request: Buffer;
  readonly response: Buffer;
}

/** A `.npy` file of NumPy, and what is in it. */
interface NumpyFile {
  readonly type: string;
  readonly shape: number[];
  readonly values: number[];
  readonly file: string;
}

const read = reference("surrogate/flower.json");
const bytes = (text: string) => Buffer.from(text, "base64");

/** What flwr's own SuperNode and SuperLink said to each other, in order. */
const calls: readonly Call[] = read.calls.map(({ call, request, response }: Record<string, string>) => ({
  call,
  request: bytes(request!),
  response: bytes(response!),
}));
export const refused: readonly { path: string; status: number; body: string }[] = read.refused;
export const files: readonly NumpyFile[] = read.files;
export const others: Readonly<Record<string, string>> = read.others;

/** Everything of one call. */
export const callsOf = (name: string): readonly Call[] => calls.filter(({ call }) => call === name);

/** The objects that went over the wire by that call, by id. */
export function storeOf(name: "pull-object" | "push-object"): ObjectStore {
  return new Map(
    callsOf(name).map(({ request, response }) => {
      const asked = decodeProto<{ objectId: string; objectContent?: Uint8Array }>(
        name === "pull-object" ? "PullObjectRequest" : "PushObjectRequest",
        request,
      );
      const answered = decodeProto<{ objectContent?: Uint8Array }>(
        "PullObjectResponse",
        name === "pull-object" ? response : Buffer.of(),
      );
      return [asked.objectId, Uint8Array.from((asked.objectContent ?? answered.objectContent)!)];
    }),
  );
}
