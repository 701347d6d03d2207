import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import type { Frame } from "./message.js";

/** Signs the frames of a message and checks signatures. */
export interface Signature {
  sign(frames: readonly Frame[]): string;
  /** Takes the same time wherever the first wrong digit is. */
  matches(signature: Uint8Array, frames: readonly Uint8Array[]): boolean;
}

/** HMAC-SHA256 in hexadecimal, as the Jupyter protocol has it; an empty key means that nothing is signed. */
export function signatureBy(key: string): Signature {
  if (key === "") return { sign: () => "", matches: () => true };
  const secret = createSecretKey(key, "utf8");
  const sign = (frames: readonly Frame[]) => {
    const hmac = createHmac("sha256", secret);
    for (const frame of frames) hmac.update(frame);
    return hmac.digest("hex");
  };
  return {
    sign,
    matches(signature, frames) {
      const expected = Buffer.from(sign(frames));
      return signature.byteLength === expected.byteLength && timingSafeEqual(signature, expected);
    },
  };
}
