import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ExecuteOptions, type Kernel, mesoscope, startKernel } from "../../../../test/kernel/client/index.ts";

/** How long a cell may take before the kernel counts as hung, in milliseconds. */
const patience = 60_000;

/** Where the soak happens: one kernel after the other in one folder, with one history on a disk of its own. */
export class Place {
  kernel!: Kernel;
  /** Cells that the history must hold in the end. */
  stored = 0;
  readonly folder = mkdtempSync(join(tmpdir(), "soak-"));
  readonly #disk = mkdtempSync(join(tmpdir(), "soak-disk-"));
  readonly #filling = join(this.#disk, "filling");
  /** The history has a small disk to itself; only root can make one. */
  readonly hasDisk = spawnSync("mount", ["-t", "tmpfs", "-o", "size=16m", "tmpfs", this.#disk]).status === 0;

  async start(): Promise<void> {
    const env = { MESOSCOPE_HISTORY: join(this.#disk, "history.sqlite") };
    this.kernel = await startKernel({ ...mesoscope, env }, { directory: this.folder });
    await this.keep();
  }

  async restart(): Promise<void> {
    if (!(await this.kernel.shutdown(10_000))) throw new Error("the kernel did not end by itself");
    await this.start();
  }

  /** Runs a cell to its end. */
  cell(code: string, options: ExecuteOptions = {}) {
    return this.finish(this.begin(code, options));
  }

  /** Starts a cell. */
  begin(code: string, options: ExecuteOptions = {}) {
    this.stored++;
    return this.kernel.start(code, options);
  }

  finish(request: ReturnType<Kernel["start"]>) {
    return this.kernel.finish(request, patience);
  }

  /** A variable by which a loss of the state is noticed. */
  async keep(): Promise<void> {
    await this.cell("var steady = 42");
  }

  async isKept(): Promise<boolean> {
    return (await this.cell("steady")).text === "42";
  }

  /** Leaves no room on the disk of the history. */
  fillDisk(): void {
    spawnSync("dd", ["if=/dev/zero", `of=${this.#filling}`, "bs=4096"]);
  }

  freeDisk(): void {
    rmSync(this.#filling, { force: true });
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  async close(): Promise<void> {
    await this.kernel.shutdown();
    if (this.hasDisk) spawnSync("umount", ["-l", this.#disk]);
    for (const folder of [this.folder, this.#disk]) rmSync(folder, { recursive: true, force: true });
  }
}
