/** One message between the kernel's processes: a JSON header and binary payloads. */
export interface Frame<Header = unknown> {
  readonly header: Header;
  readonly payloads: readonly Uint8Array[];
}

/** Bytes, or text to be sent as UTF-8. */
export type Payload = string | Uint8Array;

/**
 * The bytes of one frame: u32 length of all that follows, u32 payload count, u32 header length,
 * u32 length of each payload, header (JSON), payloads. Little-endian; written into what `allocate` gives.
 */
export function encodeFrame(
  header: unknown,
  payloads: readonly Payload[] = [],
  allocate: (size: number) => Buffer = Buffer.allocUnsafe,
): Buffer {
  const parts = [JSON.stringify(header), ...payloads];
  const lengths = parts.map((part) => Buffer.byteLength(part));
  let offset = 8 + 4 * parts.length;
  const frame = allocate(lengths.reduce((sum, length) => sum + length, offset));
  frame.writeUInt32LE(frame.length - 4, 0);
  frame.writeUInt32LE(payloads.length, 4);
  parts.forEach((part, i) => {
    frame.writeUInt32LE(lengths[i]!, 8 + 4 * i);
    if (typeof part === "string") frame.write(part, offset);
    else frame.set(part, offset);
    offset += lengths[i]!;
  });
  return frame;
}

/** Collects bytes as they arrive, which are its own from then on, and gives the frames that are complete. */
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
    if (this.#chunks[0]!.length < length) {
      const joined = Buffer.concat(this.#chunks);
      this.#chunks.forEach(release);
      this.#chunks = [joined];
    }
    return this.#chunks[0]!;
  }
}

/** Gives back at once what a chunk has to itself: its memory serves the next one, before the collector would find it. */
function release({ buffer, length }: Buffer): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === length) buffer.transfer(0);
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
