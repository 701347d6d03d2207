import { randomUUID } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import { DataError } from "./errors.js";

/**
 * Writes a file whole or not at all: it gets its name when it is complete and on the disk, so that a failure leaves the
 * file of before.
 *
 * @example
 * import { readWhole, writeWhole } from "@mesoscope/sdk/whole-file";
 * const file = `${process.env.TMPDIR ?? "/tmp"}/mesoscope-example.txt`;
 * await writeWhole(file, "1.5");
 * Buffer.from(await readWhole("example", file)).toString(); // "1.5"
 */
export async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const unfinished = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(unfinished, "wx");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/**
 * The bytes of a file.
 *
 * @param owner the function that reads it, for the error
 *
 * @throws DataError FILE_NOT_FOUND
 */
export async function readWhole(owner: string, path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
    throw new DataError("FILE_NOT_FOUND", `${owner}: there is no ${path}. Check the path.`, { cause });
  }
}
