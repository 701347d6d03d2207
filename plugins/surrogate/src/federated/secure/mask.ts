const zeroCounter = new Uint8Array(16);

/** Numbers evenly drawn from 0 to below 2⁵², the same for the same 32 bytes of seed: AES-256 in counter mode. */
export async function maskOf(seed: Uint8Array<ArrayBuffer>, length: number): Promise<Float64Array> {
  const { subtle } = globalThis.crypto;
  const key = await subtle.importKey("raw", seed, "AES-CTR", false, ["encrypt"]);
  const cipher = { name: "AES-CTR", counter: zeroCounter, length: 64 };
  const stream = new DataView(await subtle.encrypt(cipher, key, new Uint8Array(8 * length)));
  const mask = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    mask[i] = (stream.getUint32(8 * i) & 0xfffff) * 2 ** 32 + stream.getUint32(8 * i + 4);
  }
  return mask;
}
