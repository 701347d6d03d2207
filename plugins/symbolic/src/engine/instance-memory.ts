/** The memory of one instance: what is kept lies first, what the current call needs behind it. */
export interface InstanceMemory {
  readonly doubles: Float64Array;
  readonly singles: Float32Array;
  readonly words: Int32Array;
  /** Room for good; returns where it is, in bytes. Room that was only lent is lost. */
  keep(bytes: number): number;
  /** Ends all loans. */
  startCall(): void;
  lend(bytes: number): number;
}

const pageBytes = 65536;
/** Rooms begin where a line of the cache does. */
const line = 64;

export function instanceMemory(memory: WebAssembly.Memory, from: number): InstanceMemory {
  let kept = roundUp(from, line);
  let next = kept;
  let { doubles, singles, words } = views();
  return {
    get doubles() {
      return doubles;
    },
    get singles() {
      return singles;
    },
    get words() {
      return words;
    },
    keep(bytes) {
      next = kept;
      const at = take(bytes);
      kept = next;
      return at;
    },
    startCall() {
      next = kept;
    },
    lend: take,
  };

  function take(bytes: number): number {
    const at = next;
    next += roundUp(bytes, line);
    const missing = next - memory.buffer.byteLength;
    if (missing > 0) {
      memory.grow(Math.ceil(missing / pageBytes));
      ({ doubles, singles, words } = views());
    }
    return at;
  }

  function views() {
    const { buffer } = memory;
    return { doubles: new Float64Array(buffer), singles: new Float32Array(buffer), words: new Int32Array(buffer) };
  }
}

function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}
