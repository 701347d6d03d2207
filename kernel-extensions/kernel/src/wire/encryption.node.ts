import { createRequire } from "node:module";
import type { Connection } from "./connection-file.node.js";
import { WireError } from "./wire-error.js";

const require = createRequire(import.meta.url);

/** The ways to encrypt messages that the messaging library can: `curve`, or none. */
export function supportedEncryption(): readonly "curve"[] {
  try {
    const { capability } = require("zeromq") as typeof import("zeromq");
    return capability.curve ? ["curve"] : [];
  } catch {
    return []; // It is not there for this machine; the kernel says so when it starts.
  }
}

/**
 * Options of a socket that takes connections only from those who have the public key of the connection file, and encrypts
 * what goes over them; none where the file has no keys.
 *
 * @throws WireError NO_CURVE where the messaging library cannot
 * @see https://rfc.zeromq.org/spec/26/ (CurveZMQ)
 */
export function encryptionOf({ curve_publickey: curvePublicKey, curve_secretkey: curveSecretKey }: Connection) {
  if (curvePublicKey === undefined || curveSecretKey === undefined) return {};
  if (supportedEncryption().length === 0)
    throw new WireError(
      "NO_CURVE",
      "The connection file asks for curve encryption, which the zeromq of this kernel lacks. Start it without.",
    );
  return { curveServer: true, curvePublicKey, curveSecretKey };
}
