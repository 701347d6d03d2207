import { DataError, ValueError } from "@mesoscope/sdk";

const bytesLookedAt = 4096;

/**
 * How text is kept in these bytes: by its byte-order mark, else UTF-8 where that is possible, else Latin-1 where most is
 * plain ASCII.
 *
 * @throws DataError NOT_TEXT, UNKNOWN_ENCODING
 */
export function recogniseEncoding(caller: string, bytes: Uint8Array, isWhole: boolean): string {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  const head = bytes.subarray(0, bytesLookedAt);
  const zeros = head.reduce((count, byte) => count + Number(byte === 0), 0);
  if (zeros > 0) return withoutMark(caller, head, zeros);
  checkControls(caller, head);
  try {
    // A part of a file may end within a character.
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: !isWhole });
    return "utf-8";
  } catch {
    checkMostlyPlain(caller, head);
    return "latin1";
  }
}

/** Every second byte of European text in UTF-16 is 0; other zeros are no text. */
function withoutMark(caller: string, head: Uint8Array, zeros: number): string {
  const even = head.reduce((count, byte, i) => count + Number(byte === 0 && i % 2 === 0), 0);
  if (zeros > head.length / 4 && (even === 0 || even === zeros)) return even === 0 ? "utf-16le" : "utf-16be";
  throw notText(caller, `${zeros} of its first ${head.length} bytes are 0`);
}

function checkControls(caller: string, head: Uint8Array): void {
  const isControl = (byte: number) => byte < 32 && ![9, 10, 12, 13].includes(byte);
  const count = head.reduce((sum, byte) => sum + Number(isControl(byte)), 0);
  if (count > head.length / 50)
    throw notText(caller, `${count} of its first ${head.length} bytes are control characters`);
}

function notText(caller: string, what: string): DataError {
  return new DataError("NOT_TEXT", `${caller}: the file is no text: ${what}. Give the file its true ending.`);
}

/** Letters of languages that need another code than Latin-1 are most of a text; those of Latin-1 are few. */
function checkMostlyPlain(caller: string, head: Uint8Array): void {
  const high = head.reduce((sum, byte) => sum + Number(byte > 127), 0);
  if (high <= head.length / 5) return;
  throw new DataError(
    "UNKNOWN_ENCODING",
    `${caller}: the bytes are no UTF-8, and too many for Latin-1 are beyond ASCII. Give encoding, such as "windows-1251".`,
  );
}

/**
 * A decoder of these characters; `latin1` is that of Windows, which has € and curly quotes too.
 *
 * @throws ValueError BAD_OPTION
 */
export function decoderOf(caller: string, encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding === "latin1" ? "windows-1252" : encoding);
  } catch (cause) {
    throw new ValueError(
      "BAD_OPTION",
      `${caller}: there is no encoding "${encoding}". Give one such as "utf-8", "utf-16le", "latin1" or "windows-1251".`,
      { cause },
    );
  }
}

/** Text whose lines end in a line feed, where those of the sample end in a carriage return only, as on old Macs. */
export function lineEndsOf(sample: string): (text: string) => string {
  return sample.includes("\n") ? (text) => text : (text) => text.replaceAll("\r", "\n");
}
