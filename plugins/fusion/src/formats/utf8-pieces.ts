import { decoderOf, lineEndsOf } from "./decode-text.js";

/**
 * Turns the pieces of a text into UTF-8 without a byte-order mark, whose lines end in a line feed; without a piece, what is
 * left of the last. `head` is the beginning of the text, and `sample` the same as characters.
 */
export function utf8Pieces(
  caller: string,
  encoding: string,
  head: Uint8Array,
  sample: string,
): (bytes?: Uint8Array) => Uint8Array {
  const decoder = decoderOf(caller, encoding);
  if (decoder.encoding === "utf-8" && sample.includes("\n")) return withoutMark(head);
  const encoder = new TextEncoder();
  const ended = lineEndsOf(sample);
  return (bytes) => encoder.encode(ended(bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()));
}

function withoutMark([a, b, c]: Uint8Array): (bytes?: Uint8Array) => Uint8Array {
  let skipped = a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0;
  return (bytes = new Uint8Array(0)) => {
    const rest = bytes.subarray(skipped);
    skipped -= bytes.length - rest.length;
    return rest;
  };
}
