import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, test } from "vitest";
import { type Kernel, type Message, mesoscope, startKernel } from "../client/index.ts";

type Check = (kernel: Kernel) => Promise<void>;

/** Registers a behaviour twice: for a kernel that has just started, and for one that has run 120 cells and all rows before. */
export type Accept = (id: string, behaviour: string, check: Check) => void;

/** The behaviours of one group. `shared` runs the fresh half in one kernel, for what needs a warm type service. */
export function acceptance(group: string, register: (accept: Accept) => void, options: { shared?: boolean } = {}) {
  const rows: { name: string; check: Check }[] = [];
  register((id, behaviour, check) => rows.push({ name: `${id} ${behaviour}`, check }));

  describe(`${group}, in a fresh kernel`, () => {
    const kernels = new SharedKernel(0);
    for (const { name, check } of rows) {
      test(name, async () => {
        try {
          await check(await kernels.get());
        } finally {
          if (!options.shared) await kernels.close();
        }
      });
    }
    afterAll(() => kernels.close());
  });

  describe(`${group}, in a long session`, () => {
    const kernels = new SharedKernel(120);
    for (const { name, check } of rows) test(name, async () => check(await kernels.get()));
    afterAll(() => kernels.close());
  });
}

/** A kernel that is started when it is first asked for, with some cells behind it. */
class SharedKernel {
  #kernel: Promise<Kernel> | undefined;
  readonly #cells: number;

  constructor(cells: number) {
    this.#cells = cells;
  }

  get(): Promise<Kernel> {
    this.#kernel ??= this.#start();
    return this.#kernel;
  }

  async close(): Promise<void> {
    const kernel = await this.#kernel?.catch(() => undefined);
    this.#kernel = undefined;
    await kernel?.shutdown();
  }

  async #start(): Promise<Kernel> {
    const kernel = await startKernel(mesoscope);
    for (let i = 0; i < this.#cells; i++) {
      await kernel.execute(`const before${i}: number = ${i};\nbefore${i} + 1`);
    }
    return kernel;
  }
}

/** Writes files below the kernel's folder, for cells that import them. */
export function writeFiles(kernel: Kernel, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(kernel.directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** All text that an output carries, whatever its type. */
export function textOf(message: Message): string {
  return JSON.stringify(message.content);
}
