import { loadKernels } from "#load-kernels";
import { availableThreads, startThreads } from "#threads";
import { instantiate, type Kernels } from "./instantiate.js";
import { board, type SharedKernel, sharedKernels } from "./job-board.js";
import { worthSharing } from "./layer.js";
import type { Threads } from "./threads.js";

const page = 65536;
const mostPages = 65536;
const line = 64;

/** The compiled kernels with their memory, which is used as a stack and grows to what the largest task needs. */
export class Machine {
  readonly #module: WebAssembly.Module;
  #memory!: WebAssembly.Memory;
  #kernels!: Kernels;
  #buffers!: WeakSet<ArrayBufferLike>;
  #threadCount = 0;
  #threads: Threads | undefined;
  #scratch: readonly number[] = [];
  #top = 0;
  /** Still true after a call from which there was no return: where a cell was interrupted. */
  #isBusy = false;

  private constructor(module: WebAssembly.Module) {
    this.#module = module;
    this.#begin(1);
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
    const wanted = availableThreads() === 1 ? 1 : count;
    if (wanted !== this.#threadCount) this.#begin(wanted);
  }

  /** Starts with new memory, which nobody else may still be writing to. */
  #begin(wanted: number): void {
    this.#threads?.stop();
    this.#threads = undefined;
    this.#isBusy = false;
    this.#threadCount = wanted;
    this.#memory = new WebAssembly.Memory({ initial: 1, maximum: mostPages, shared: true });
    this.#buffers = new WeakSet();
    this.#kernels = instantiate(this.#module, this.#memory);
    const bytes = roundUp(this.#kernels.scratchBytes.value);
    this.#scratch = Array.from({ length: wanted }, (_, t) => board.end + t * bytes);
    this.#top = board.end + wanted * bytes;
    this.#reserve(this.#top);
    this.#kernels.setThread(0, 1, this.#scratch[0]!, board.meeting);
  }

  get threads(): number {
    return this.#threadCount;
  }

  /** Starts the other threads where they are not, and tells whether all of them wait for work. */
  awaken(): boolean {
    this.#threads ??= startThreads({ module: this.#module, memory: this.#memory, scratch: this.#scratch });
    return this.#threads?.areReady ?? false;
  }

  /** Runs a kernel that takes about `work` multiplications. */
  run(work: number, name: SharedKernel, ...values: number[]): number {
    const isShared = this.#threadCount > 1 && work >= worthSharing && this.awaken();
    this.#isBusy = true;
    const result = isShared ? this.#runShared(name, values) : this.#kernels[name](...values);
    this.#isBusy = false;
    return result;
  }

  #runShared(name: SharedKernel, values: readonly number[]): number {
    const call = new Float64Array(this.#memory.buffer, board.call, 2 + values.length);
    call.set([sharedKernels.indexOf(name), values.length, ...values]);
    const words = new Int32Array(this.#memory.buffer);
    this.#kernels.setThread(0, this.#threadCount, this.#scratch[0]!, board.meeting);
    Atomics.add(words, board.job / 4, 1);
    Atomics.notify(words, board.job / 4);
    const result = this.#kernels[name](...values);
    this.#kernels.setThread(0, 1, this.#scratch[0]!, board.meeting);
    return result;
  }

  /** `x = L⁻¹ x`, or `L⁻ᵀ x`, for a triangle and a vector in this memory. */
  solveVector(triangle: Float64Array, n: number, x: Float64Array, isTransposed: boolean): void {
    this.#kernels.solveVector(triangle.byteOffset, n, x.byteOffset, Number(isTransposed));
  }

  /** See `rotateRows` of the kernels; `line` numbers apart the rows begin, from row `first`. */
  rotateRows(rows: Float64Array, line: number, first: number, rotations: Float64Array, count: number): void {
    this.#kernels.rotateRows(rows.byteOffset + 8 * first * line, 8 * line, line, rotations.byteOffset, count);
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
    if (this.#isBusy) this.#begin(this.#threadCount);
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

  #reserve(bytes: number): void {
    const missing = bytes + line - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / page));
    this.#buffers.add(this.#memory.buffer);
  }
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / line) * line;
}
