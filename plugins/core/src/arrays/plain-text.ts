import type { NDArrayLike } from "@mesoscope/sdk";
import { formatNumbers } from "./format-numbers.js";
import { showShape, sizeOf } from "./shape.js";
import { shownPositions } from "./shown-part.js";

const lineWidth = 100;
const sizeShownInFull = 200;
const entriesPerEnd = 6;

/** The array as text: a title, then its numbers in aligned columns; large arrays show the ends of each axis. */
export function plainText(array: NDArrayLike, title = `NDArray ${showShape(array.shape)}`): string {
  return `${title}\n${numbersText(array)}`;
}

function numbersText({ data, shape }: NDArrayLike): string {
  const limit = data.length > sizeShownInFull ? entriesPerEnd : Infinity;
  const positions = shape.map((length) => shownPositions(length, limit));
  const shown: number[] = [];
  collect(0, 0);
  const texts = formatNumbers(shown);
  const width = Math.max(0, ...texts.map((text) => text.length));
  let next = 0;
  return write(0);

  function collect(axis: number, offset: number): void {
    if (axis === shape.length) shown.push(data[offset]!);
    else for (const at of positions[axis]!) if (at !== undefined) collect(axis + 1, offset + at * stride(axis));
  }
  function stride(axis: number): number {
    return sizeOf(shape.slice(axis + 1));
  }
  function write(axis: number): string {
    if (axis === shape.length) return texts[next++]!.padStart(width);
    const parts = positions[axis]!.map((at) => (at === undefined ? "…" : write(axis + 1)));
    const indent = " ".repeat(axis + 1);
    if (axis < shape.length - 1) return `[${parts.join(`,${"\n".repeat(shape.length - axis - 1)}${indent}`)}]`;
    return `[${wrap(parts, indent)}]`;
  }
}

function wrap(parts: readonly string[], indent: string): string {
  let line = indent.length;
  let text = "";
  parts.forEach((part, i) => {
    const piece = i < parts.length - 1 ? `${part}, ` : part;
    if (line + piece.trimEnd().length > lineWidth && i > 0) {
      text = `${text.trimEnd()}\n${indent}`;
      line = indent.length;
    }
    text += piece;
    line += piece.length;
  });
  return text;
}
