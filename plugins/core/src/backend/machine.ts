import { loadKernels } from "#load-kernels";
import { availableThreads, startThreads } from "#threads";
import { instantiate, type Kernels } from "./instantiate.js";
import { board, type SharedKernel, sharedKernels } from "./job-board.js";
import type { Threads } from "./threads.js";

const page = 65536;
const mostPages = 65536;
/** Less work than this, in multiplications, is done before the other threads are awake. */
const worthSharing = 2e7;
const line = 64;

/** The compiled kernels with their memory, which is used as a stack and grows to what the largest task needs. */
export class Machine {
  readonly #module: WebAssembly.Module;
  readonly #memory: WebAssembly.Memory;
  readonly #kernels: Kernels;
  readonly #buffers = new WeakSet<ArrayBufferLike>();
  #threadCount = 0;
  #threads: Threads | undefined;
  #scratch: readonly number[] = [];
  #top = 0;

  private constructor(module: WebAssembly.Module) {
    this.#module = module;
    this.#memory = new WebAssembly.Memory({ initial: 1, maximum: mostPages, shared: true });
    this.#kernels = instantiate(module, this.#memory);
    this.setThreads(1);
  }

  /** The build with or without relaxed SIMD; `undefined` where it is missing or cannot run here. */
  static open(build: "plain" | "relaxed"): Machine | undefined {
    const code = loadKernels()?.[build];
    if (code === undefined) return undefined;
    const bytes = Uint8Array.from(atob(code), (character) => character.charCodeAt(0));
    try {
      return WebAssembly.validate(bytes) ? new Machine(new WebAssembly.Module(bytes)) : undefined;
    } catch {
      // A browser that compiles only small modules at once, or has no shared memory to give.
      return undefined;
    }
  }

  /** Shares large tasks among `count` threads, which are started with the first of them. */
  setThreads(count: number): void {
    const wanted = Math.min(count, availableThreads() === 1 ? 1 : count);
    if (wanted === this.#threadCount) return;
    this.#threads?.stop();
    this.#threads = undefined;
    this.#threadCount = wanted;
    const bytes = roundUp(this.#kernels.scratchBytes.value);
    this.#scratch = Array.from({ length: wanted }, (_, t) => board.end + t * bytes);
    this.#top = board.end + wanted * bytes;
    this.#reserve(this.#top);
    const words = new Int32Array(this.#memory.buffer);
    words.fill(0, board.meeting / 4, board.ready / 4);
    this.#kernels.setThread(0, 1, this.#scratch[0]!, board.meeting);
  }

  get threads(): number {
    return this.#threadCount;
  }

  /** Runs a kernel that takes about `work` multiplications. */
  run(work: number, name: SharedKernel, ...values: number[]): number {
    const kernel = this.#kernels[name];
    if (this.#threadCount === 1 || work < worthSharing || !this.#areThreadsReady()) return kernel(...values);
    const call = new Float64Array(this.#memory.buffer, board.call, 2 + values.length);
    call.set([sharedKernels.indexOf(name), values.length, ...values]);
    const words = new Int32Array(this.#memory.buffer);
    this.#kernels.setThread(0, this.#threadCount, this.#scratch[0]!, board.meeting);
    Atomics.add(words, board.job / 4, 1);
    Atomics.notify(words, board.job / 4);
    const result = kernel(...values);
    this.#kernels.setThread(0, 1, this.#scratch[0]!, board.meeting);
    return result;
  }

  /** `x = L⁻¹ x`, or `L⁻ᵀ x`, for a triangle and a vector in this memory. */
  solveVector(triangle: Float64Array, n: number, x: Float64Array, isTransposed: boolean): void {
    this.#kernels.solveVector(triangle.byteOffset, n, x.byteOffset, Number(isTransposed));
  }

  /** Where `factorize` writes what `badPivot` reads. */
  readonly verdictAt = board.verdict;

  /** The row and the pivot at which `factorize` ended. */
  get badPivot(): { row: number; pivot: number } {
    const at = new DataView(this.#memory.buffer, board.verdict);
    return { row: at.getInt32(0, true), pivot: at.getFloat64(8, true) };
  }

  /** Lets go of what `use` allocates when it returns. */
  frame<T>(use: () => T): T {
    const top = this.#top;
    try {
      return use();
    } finally {
      this.#top = top;
    }
  }

  /** Whether so many more numbers have room. */
  fits(length: number): boolean {
    return this.#top + 8 * length + page < mostPages * page;
  }

  /** Numbers of any value in this memory, until the frame ends. */
  allocate(length: number): Float64Array {
    const at = this.#top;
    this.#top = at + roundUp(8 * length + line);
    this.#reserve(this.#top);
    return new Float64Array(this.#memory.buffer, at, length);
  }

  /** Whether the numbers lie in this memory. */
  owns({ buffer }: Float64Array): boolean {
    return this.#buffers.has(buffer);
  }

  #areThreadsReady(): boolean {
    this.#threads ??= startThreads({ module: this.#module, memory: this.#memory, scratch: this.#scratch });
    return this.#threads?.areReady ?? false;
  }

  #reserve(bytes: number): void {
    const missing = bytes + line - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / page));
    this.#buffers.add(this.#memory.buffer);
  }
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / line) * line;
}
