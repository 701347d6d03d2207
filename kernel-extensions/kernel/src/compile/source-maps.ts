import { decodedMappings, type SourceMapSegment, TraceMap, traceSegment } from "@jridgewell/trace-mapping";
import { SourceMap } from "magic-string";
import type { CellEdit } from "./cell-edit.js";

type Lines = SourceMapSegment[][];

/** Cells longer than this are mapped line by line instead of word by word. */
const longCell = 200_000;

/** The map of an edited cell back to the user's text, as JSON text. */
export function cellMap(cell: CellEdit): string {
  const mappings = cell.origin ? moveSegments(cell, cell.origin) : editLines(cell);
  return new SourceMap({ names: [], sources: ["cell"], mappings }).toString();
}

/** The map of an edited cell to the text that was edited. */
export function editMap(cell: CellEdit): TraceMap {
  return traceMap(editLines(cell));
}

function editLines({ text, source }: CellEdit): Lines {
  return text.generateDecodedMap({ hires: source.length > longCell ? false : "boundary" }).mappings as Lines;
}

/** The map through two steps: `outer` leads into the text that `inner` maps further back. */
export function composeMaps(outer: TraceMap, inner: TraceMap | undefined): TraceMap {
  if (!inner) return outer;
  return traceMap(
    decodedMappings(outer).map((line) =>
      line.flatMap((segment): SourceMapSegment[] => {
        const origin = segment.length > 1 ? traceSegment(inner, segment[2]!, segment[3]!) : null;
        return origin && origin.length > 1 ? [[segment[0], 0, origin[2]!, origin[3]!]] : [];
      }),
    ),
  );
}

/** As `composeMaps`, for edits: between two of them text is copied, so the segments of `inner` only move sideways. */
function moveSegments({ text }: CellEdit, inner: TraceMap): Lines {
  const segments = decodedMappings(inner);
  const anchors = text.generateDecodedMap({ hires: false }).mappings as [number, number, number, number][][];
  return anchors.map((line) =>
    line.flatMap(([column, , innerLine, innerColumn], i): SourceMapSegment[] => {
      const next = line[i + 1];
      const copied = next ? next[0] - column : Number.POSITIVE_INFINITY;
      const kept = next?.[2] === innerLine && next[3] > innerColumn ? next[3] - innerColumn : copied;
      return (segments[innerLine] ?? [])
        .filter(([start]) => start >= innerColumn && start < innerColumn + Math.min(copied, kept))
        .map((segment) => [column + segment[0] - innerColumn, 0, segment[2]!, segment[3]!]);
    }),
  );
}

function traceMap(mappings: Lines): TraceMap {
  return new TraceMap({ version: 3, names: [], sources: ["cell"], mappings });
}
