import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A process that times one case at a time: it reads a name and answers with milliseconds. */
export class Arm {
  readonly name: string;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;

  constructor(name: string, command: readonly string[], env: Readonly<Record<string, string>>) {
    this.name = name;
    this.#child = spawn(command[0]!, command.slice(1), { env: { ...process.env, ...env } });
    this.#child.stderr.pipe(process.stderr);
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** Milliseconds; `undefined` where this arm cannot do it. */
  async time(name: string): Promise<number | undefined> {
    this.#child.stdin.write(`${name}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error(`bench: ${this.name} ended at "${name}".`);
    return value === "none" ? undefined : Number(value);
  }

  end(): void {
    this.#child.kill();
  }
}

/** Variables by which the libraries of Python use so many threads. */
export function threadVariables(threads: number): Record<string, string> {
  const names = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "MESOSCOPE_THREADS"];
  return Object.fromEntries(names.map((name) => [name, String(threads)]));
}
