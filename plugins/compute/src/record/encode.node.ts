import { createHash } from "node:crypto";
import { Deserializer, Serializer } from "node:v8";

const digestLength = 16;

/** A value as bytes, by the rules of structured cloning: typed arrays, NaN and infinities survive exactly. */
export function encode(value: unknown): Buffer {
  const serializer = new Serializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

export function decode(bytes: Uint8Array): unknown {
  const deserializer = new Deserializer(bytes);
  deserializer.readHeader();
  return deserializer.readValue();
}

/** Puts a digest before some bytes, by which damage is noticed. */
export function seal(bytes: Uint8Array): Buffer {
  return Buffer.concat([digest(bytes), bytes]);
}

/** The bytes behind their digest; undefined where they are not what was written. */
export function unseal(sealed: Uint8Array): Uint8Array | undefined {
  const bytes = sealed.subarray(digestLength);
  return digest(bytes).equals(sealed.subarray(0, digestLength)) ? bytes : undefined;
}

function digest(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest().subarray(0, digestLength);
}
