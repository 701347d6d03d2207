import { mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { writeAtomically } from "#launch";

/** Changes of files that are all taken back when one of them, or what follows them, fails. */
export class Undoable {
  readonly #undos: (() => void)[] = [];

  async doing(work: (changes: Undoable) => Promise<void>): Promise<void> {
    try {
      await work(this);
    } catch (error) {
      for (const undo of this.#undos.reverse()) undo();
      throw error;
    }
  }

  /** Writes a file that is not there yet. */
  write(file: string, content: string): void {
    this.#makeFolder(dirname(file));
    this.#undos.push(() => rmSync(file, { force: true }));
    writeAtomically(file, content);
  }

  /** Changes the text of a file. */
  edit(file: string, change: (text: string) => string): void {
    const before = readFileSync(file, "utf8");
    this.#undos.push(() => writeAtomically(file, before));
    writeAtomically(file, change(before));
  }

  /** Makes `link` lead to the folder `target`, which is relative to the folder of the link. */
  link(link: string, target: string): void {
    this.#makeFolder(dirname(link));
    rmSync(link, { force: true });
    this.#undos.push(() => rmSync(link, { force: true }));
    const isWindows = process.platform === "win32";
    symlinkSync(isWindows ? resolve(dirname(link), target) : target, link, isWindows ? "junction" : "dir");
  }

  #makeFolder(folder: string): void {
    const made = mkdirSync(folder, { recursive: true });
    if (made !== undefined) this.#undos.push(() => rmSync(made, { recursive: true, force: true }));
  }
}
