import { createHash } from "node:crypto";
import { type BigIntStats, closeSync, openSync, readSync, statSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";

/** The content that a file had at a time. */
export interface FileVersion {
  readonly path: string;
  /** Changes with the content, mostly. */
  readonly stamp: string;
  /** The SHA-256 of the content; of a file that is too large to be read, its size. */
  readonly checksum: string | undefined;
  /** Settles when the checksum is known. */
  readonly known: Promise<void>;
}

/** Larger files are not read for their checksum, in bytes. */
const largest = 100_000_000;
/** Messages wait for one piece, about 2 ms. */
const pieceBytes = 1 << 20;

/** What is known of the files that cells read: each content is read once for its checksum, beside the cells. */
export class FileVersions {
  readonly #versions = new Map<string, FileVersion>();

  /** The present version; undefined of what is no file. */
  now(path: string): FileVersion | undefined {
    const found = statOf(path);
    if (!found) return undefined;
    const known = this.#versions.get(path);
    const version = known?.stamp === stampOf(found) ? known : newVersion(path, found);
    this.#versions.set(path, version);
    return version;
  }

  /** Why the file is another than it was. */
  change({ path, stamp, checksum }: FileVersion): "has changed" | "is not there any more" | undefined {
    const found = statOf(path);
    if (!found) return "is not there any more";
    if (stampOf(found) === stamp) return undefined;
    if (checksum !== undefined && checksum === this.#checksumNow(path, found)) return undefined;
    return "has changed";
  }

  /** A file may be touched and stay as it is; this is rare, so it may take the time to read it. */
  #checksumNow(path: string, found: BigIntStats): string | undefined {
    const known = this.#versions.get(path);
    if (known?.stamp === stampOf(found) && known.checksum !== undefined) return known.checksum;
    const version = new ReadVersion(path, found);
    version.readAll();
    this.#versions.set(path, version);
    return version.checksum;
  }
}

function newVersion(path: string, found: BigIntStats): FileVersion {
  const version = new ReadVersion(path, found);
  version.readBeside();
  return version;
}

class ReadVersion implements FileVersion {
  readonly stamp: string;
  readonly #size: number;
  checksum: string | undefined;
  known: Promise<void> = Promise.resolve();

  constructor(
    readonly path: string,
    found: BigIntStats,
  ) {
    this.stamp = stampOf(found);
    this.#size = Number(found.size);
    if (this.#size > largest) this.checksum = `${this.#size} bytes`;
  }

  readAll(): void {
    const pieces = this.#pieces();
    while (!pieces.next().done);
  }

  /** Answers messages between the pieces. */
  readBeside(): void {
    const read = async () => {
      const pieces = this.#pieces();
      while (!pieces.next().done) await turn();
    };
    this.known = read();
  }

  *#pieces(): Generator<void> {
    if (this.checksum !== undefined) return;
    let file: number | undefined;
    try {
      file = openSync(this.path, "r");
      const hash = createHash("sha256");
      const piece = Buffer.allocUnsafe(Math.min(pieceBytes, this.#size + 1));
      for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) {
        hash.update(piece.subarray(0, read));
        yield;
      }
      this.checksum = hash.digest("hex");
    } catch {
      this.checksum = "unreadable";
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }
}

function statOf(path: string): BigIntStats | undefined {
  try {
    const found = statSync(path, { bigint: true, throwIfNoEntry: false });
    return found?.isFile() ? found : undefined;
  } catch {
    return undefined;
  }
}

const stampOf = ({ mtimeNs, size, ino }: BigIntStats): string => `${mtimeNs} ${size} ${ino}`;
