import type { webcrypto } from "node:crypto";

/** A key pair of X25519; both halves as the texts of a JSON Web Key. */
export interface AgreementKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

const curve = "X25519";

/** A fresh key pair. */
export async function agreementKeys(): Promise<AgreementKeys> {
  const { subtle } = globalThis.crypto;
  const pair = (await subtle.generateKey(curve, true, ["deriveBits"])) as webcrypto.CryptoKeyPair;
  const { x, d } = await subtle.exportKey("jwk", pair.privateKey);
  return { publicKey: x!, privateKey: d! };
}

/** The 32 bytes that the two holders of the keys, and nobody else, can compute; others for every `purpose`. */
export async function sharedSecret(
  own: AgreementKeys,
  theirs: string,
  purpose: "mask" | "shares",
): Promise<Uint8Array<ArrayBuffer>> {
  const { subtle } = globalThis.crypto;
  const key = { kty: "OKP", crv: curve };
  const privateKey = await subtle.importKey("jwk", { ...key, x: own.publicKey, d: own.privateKey }, curve, false, [
    "deriveBits",
  ]);
  const publicKey = await subtle.importKey("jwk", { ...key, x: theirs }, curve, false, []);
  const agreed = await subtle.deriveBits({ name: curve, public: publicKey }, privateKey, 256);
  const material = await subtle.importKey("raw", agreed, "HKDF", false, ["deriveBits"]);
  const info = new TextEncoder().encode(`secure aggregation, ${purpose}`);
  const derivation = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info };
  return new Uint8Array(await subtle.deriveBits(derivation, material, 256));
}
