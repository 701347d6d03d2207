/** One message between the kernel's processes: a JSON header and binary payloads. */
export interface Frame<Header = unknown> {
  readonly header: Header;
  readonly payloads: readonly Uint8Array[];
}

/** Bytes, or text to be sent as UTF-8, in one piece or several. */
export type Payload = Uint8Array | string | readonly string[];

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
  const lengths = parts.map(byteLength);
  let offset = 8 + 4 * parts.length;
  const frame = allocate(lengths.reduce((sum, length) => sum + length, offset));
  frame.writeUInt32LE(frame.length - 4, 0);
  frame.writeUInt32LE(payloads.length, 4);
  parts.forEach((part, i) => {
    frame.writeUInt32LE(lengths[i]!, 8 + 4 * i);
    offset = write(frame, part, offset);
  });
  return frame;
}

function byteLength(part: Payload): number {
  if (typeof part === "string" || part instanceof Uint8Array) return Buffer.byteLength(part);
  return part.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
}

/** Gives the offset behind what was written. */
function write(frame: Buffer, part: Payload, offset: number): number {
  if (typeof part === "string") return offset + frame.write(part, offset);
  if (!(part instanceof Uint8Array)) return part.reduce((end, piece) => end + frame.write(piece, end), offset);
  frame.set(part, offset);
  return offset + part.length;
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
