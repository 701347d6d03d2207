/** One message between the kernel's processes: a JSON header and binary payloads. */
export interface Frame<Header = unknown> {
  readonly header: Header;
  readonly payloads: readonly Uint8Array[];
}

/**
 * The bytes of one frame: u32 length of all that follows, u32 payload count, u32 header length,
 * u32 length of each payload, header (JSON), payloads. Little-endian.
 */
export function encodeFrame(header: unknown, payloads: readonly Uint8Array[] = []): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const prefix = Buffer.allocUnsafe(12 + 4 * payloads.length);
  let length = prefix.length - 4 + json.length;
  payloads.forEach((payload, i) => {
    prefix.writeUInt32LE(payload.byteLength, 12 + 4 * i);
    length += payload.byteLength;
  });
  prefix.writeUInt32LE(length, 0);
  prefix.writeUInt32LE(payloads.length, 4);
  prefix.writeUInt32LE(json.length, 8);
  return Buffer.concat([prefix, json, ...payloads], length + 4);
}

/** Collects bytes as they arrive and gives the frames that are complete. */
export class FrameReader<Header> {
  #chunks: Buffer[] = [];
  #size = 0;

  *push(chunk: Buffer): Generator<Frame<Header>> {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    while (this.#size >= 4) {
      const first = this.#join(4);
      const length = first.readUInt32LE(0) + 4;
      if (this.#size < length) return;
      const whole = this.#join(length);
      this.#chunks = whole.length > length ? [whole.subarray(length)] : this.#chunks.slice(1);
      this.#size -= length;
      yield decode<Header>(whole.subarray(0, length));
    }
  }

  /** Makes the first chunk hold at least `length` bytes; all are joined at once, so a long frame is copied once. */
  #join(length: number): Buffer {
    if (this.#chunks[0]!.length < length) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0]!;
  }
}

function decode<Header>(bytes: Buffer): Frame<Header> {
  const count = bytes.readUInt32LE(4);
  let offset = 12 + 4 * count;
  const headerLength = bytes.readUInt32LE(8);
  const header = JSON.parse(bytes.toString("utf8", offset, offset + headerLength)) as Header;
  offset += headerLength;
  const payloads = Array.from({ length: count }, (_, i) => {
    const payload = bytes.subarray(offset, offset + bytes.readUInt32LE(12 + 4 * i));
    offset += payload.length;
    return payload;
  });
  return { header, payloads };
}
