import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { ValueError } from "@mesoscope/sdk";

const curve = "secp384r1";

/** The key pair by which a SuperLink knows a node. */
export class NodeIdentity {
  /** The public half, as PEM. */
  readonly publicKey: Buffer;
  readonly #privateKey: KeyObject;

  /**
   * @param privateKey PEM; a fresh pair unless given
   * @throws ValueError BAD_KEY
   */
  constructor(privateKey?: string) {
    this.#privateKey =
      privateKey === undefined ? generateKeyPairSync("ec", { namedCurve: curve }).privateKey : read(privateKey);
    this.publicKey = Buffer.from(createPublicKey(this.#privateKey).export({ type: "spki", format: "pem" }));
  }

  /** The headers that every call carries: the signed time. */
  headers(): Record<string, string> {
    const timestamp = new Date().toISOString().replace("Z", "+00:00");
    return {
      "flwr-public-key": this.publicKey.toString("base64"),
      "flwr-timestamp": timestamp,
      "flwr-signature": sign("sha256", Buffer.from(timestamp), this.#privateKey).toString("base64"),
    };
  }
}

function read(pem: string): KeyObject {
  const advice = `Give a key of the curve ${curve} as PEM, made by: ssh-keygen -t ecdsa -b 384 -m PKCS8.`;
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyDetails?.namedCurve === curve) return key;
    throw new ValueError("BAD_KEY", `joinFlower: privateKey is of another kind. ${advice}`);
  } catch (cause) {
    if (cause instanceof ValueError) throw cause;
    throw new ValueError("BAD_KEY", `joinFlower: privateKey cannot be read. ${advice}`, { cause });
  }
}
