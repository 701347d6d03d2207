import { joined } from "../bytes.js";

const nonceLength = 12;

/** A value that only holders of the 32 bytes of `secret` can read: AES-256 in Galois counter mode. */
export async function seal(secret: Uint8Array<ArrayBuffer>, value: object): Promise<Uint8Array> {
  const nonce = globalThis.crypto.getRandomValues(new Uint8Array(nonceLength));
  const text = new TextEncoder().encode(JSON.stringify(value));
  const cipher = { name: "AES-GCM", iv: nonce };
  const closed = await globalThis.crypto.subtle.encrypt(cipher, await keyOf(secret), text);
  return joined(nonce, new Uint8Array(closed));
}

/** The value that was sealed with the same secret; throws where anything was changed. */
export async function unseal<T>(secret: Uint8Array<ArrayBuffer>, box: Uint8Array): Promise<T> {
  const cipher = { name: "AES-GCM", iv: Uint8Array.from(box.subarray(0, nonceLength)) };
  const closed = Uint8Array.from(box.subarray(nonceLength));
  const text = await globalThis.crypto.subtle.decrypt(cipher, await keyOf(secret), closed);
  return JSON.parse(new TextDecoder().decode(text)) as T;
}

function keyOf(secret: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return globalThis.crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["encrypt", "decrypt"]);
}
