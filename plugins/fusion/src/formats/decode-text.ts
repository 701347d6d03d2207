import { DataError } from "@mesoscope/sdk";
import type { ReadOptions } from "../read-options.js";

type Encoding = NonNullable<ReadOptions["encoding"]>;

/** How text is kept in these bytes: by its byte-order mark, else UTF-8 where that is possible, else Latin-1. */
export function recogniseEncoding(caller: string, bytes: Uint8Array, isWhole: boolean): Encoding {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  const zeros = bytes.subarray(0, 4096).reduce((count, byte) => count + Number(byte === 0), 0);
  if (zeros > 0) return withoutMark(caller, bytes.subarray(0, 4096), zeros);
  try {
    // A part of a file may end within a character.
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: !isWhole });
    return "utf-8";
  } catch {
    return "latin1";
  }
}

/** Every second byte of European text in UTF-16 is 0; other zeros are no text. */
function withoutMark(caller: string, bytes: Uint8Array, zeros: number): Encoding {
  const even = bytes.reduce((count, byte, i) => count + Number(byte === 0 && i % 2 === 0), 0);
  if (zeros > bytes.length / 4 && (even === 0 || even === zeros)) return even === 0 ? "utf-16le" : "utf-16be";
  throw new DataError(
    "NOT_TEXT",
    `${caller}: the file is no text: ${zeros} of its first ${bytes.length} bytes are 0. Give the file its true ending.`,
  );
}

/** A decoder of these characters; `latin1` is that of Windows, which has € and curly quotes too. */
export function decoderOf(encoding: Encoding): TextDecoder {
  return new TextDecoder(encoding === "latin1" ? "windows-1252" : encoding);
}
