import {
  closeSync,
  createReadStream,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
} from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { constants, createGunzip, gunzipSync } from "node:zlib";
import { DataError, nearestName } from "@mesoscope/sdk";
import { type Format, recogniseFormat } from "./formats/recognise-format.js";

/** A file or folder that was found, and what it holds. */
export interface FoundFile {
  readonly path: string;
  readonly format: Exclude<Format, "gzip">;
  readonly size: number;
  /** The whole content; unpacked where the file is. */
  read(): Buffer;
  /** The first bytes, or a few more. */
  head(count: number): Buffer;
  /** The content in pieces. */
  stream(): AsyncIterable<Buffer>;
}

const pieceBytes = 1 << 20;
const zarrMarks = ["zarr.json", ".zarray", ".zgroup", ".zmetadata"];

/**
 * Finds a file and what it holds.
 *
 * @throws DataError FILE_NOT_FOUND, IS_FOLDER, EMPTY_FILE, UNKNOWN_FORMAT
 */
export function openFile(caller: string, file: string): FoundFile {
  if (typeof file !== "string" || /^https?:/i.test(file)) {
    throw new DataError(
      "FILE_NOT_FOUND",
      `${caller}: ${String(file)} is no file. Give the path of a file; for an address, parseTable(await (await fetch(…)).text()).`,
    );
  }
  const found = findFile(caller, file);
  const { size } = statSync(found);
  if (statSync(found).isDirectory()) return openFolder(caller, file, found);
  if (size === 0) throw new DataError("EMPTY_FILE", `${caller}: ${file} is empty (0 bytes). Check how it was written.`);
  const head = (count: number) => firstBytes(found, count);
  const format = recogniseFormat(head(4096), endingOf(found));
  if (format === "gzip") return unpacked(caller, file, found);
  const stream = () => createReadStream(found, { highWaterMark: pieceBytes });
  return { path: found, format: known(caller, file, format), size, head, read: () => readFileSync(found), stream };
}

function openFolder(caller: string, file: string, found: string): FoundFile {
  if (zarrMarks.some((mark) => existsSync(path.join(found, mark)))) {
    const none = () => Buffer.alloc(0);
    return { path: found, format: "Zarr", size: 0, head: none, read: none, stream: () => Readable.from([]) };
  }
  throw new DataError(
    "IS_FOLDER",
    `${caller}: ${file} is a folder and no Zarr store, which would hold zarr.json or .zgroup. Give one file.`,
  );
}

function unpacked(caller: string, file: string, found: string): FoundFile {
  // A part of the file unpacks to its beginning when its end may be missing.
  const head = (count: number) => gunzipSync(firstBytes(found, count), { finishFlush: constants.Z_SYNC_FLUSH });
  const inner = recogniseFormat(head(4096), endingOf(found.replace(/\.gz$/i, "")));
  if (inner === "gzip") throw unknownFormat(caller, file, "a gzip file within another");
  const stream = () => createReadStream(found).pipe(createGunzip({ chunkSize: pieceBytes }));
  const read = () => gunzipSync(readFileSync(found));
  return { path: found, format: known(caller, file, inner), size: statSync(found).size, head, read, stream };
}

function known<T extends Format>(caller: string, file: string, format: T | { readonly unknown: string }): T {
  if (typeof format === "string") return format;
  throw unknownFormat(caller, file, format.unknown);
}

function unknownFormat(caller: string, file: string, what: string): DataError {
  return new DataError(
    "UNKNOWN_FORMAT",
    `${caller}: ${file} is ${what}. Give CSV or other text, Parquet, Arrow, JSON, NetCDF, HDF5, Zarr or GeoTIFF.`,
  );
}

function firstBytes(file: string, count: number): Buffer {
  const handle = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(count);
    return bytes.subarray(0, readSync(handle, bytes, 0, count, 0));
  } finally {
    closeSync(handle);
  }
}

/** The ending of a file name, without its dot. */
function endingOf(file: string): string {
  return /\.([^./\\]+)$/.exec(file.toLowerCase())?.[1] ?? "";
}

/**
 * Where a file is: an absolute path as it is; a relative one in the working directory or one of its parents, so that
 * `datasets/…` is found from every notebook of a project.
 */
function findFile(caller: string, file: string): string {
  const folders = path.isAbsolute(file) ? [""] : parents(process.cwd());
  const found = folders.map((folder) => path.join(folder, file)).find((candidate) => existsSync(candidate));
  if (found) return found;
  const where = path.isAbsolute(file) ? "" : ` in ${folders[0]} or the folders above`;
  const similar = similarFile(folders.map((folder) => path.join(folder, file)));
  throw new DataError(
    "FILE_NOT_FOUND",
    `${caller}: there is no ${file}${where}. ${similar ? `Did you mean ${similar}?` : "Check the path."}`,
  );
}

function parents(folder: string): string[] {
  const above = path.dirname(folder);
  return above === folder ? [folder] : [folder, ...parents(above)];
}

function similarFile(candidates: readonly string[]): string | undefined {
  for (const candidate of candidates) {
    const folder = path.dirname(candidate);
    const nearest = existsSync(folder) ? nearestName(path.basename(candidate), readdirSync(folder)) : undefined;
    if (nearest) return nearest;
  }
  return undefined;
}
