import { decodedMappings, encodedMap, type SourceMapSegment, TraceMap, traceSegment } from "@jridgewell/trace-mapping";
import type { CellEdit } from "./cell-edit.js";

/** Cells longer than this are mapped line by line instead of word by word. */
const longCell = 200_000;

/** The map from an edited cell to the text it was. */
export function editMap({ text, source }: CellEdit): TraceMap {
  const { mappings } = text.generateDecodedMap({ hires: source.length > longCell ? false : "boundary" });
  return new TraceMap({ version: 3, names: [], sources: ["cell"], mappings: mappings as SourceMapSegment[][] });
}

/** The map through both steps as JSON text: `outer` leads into the text that `inner` maps further back. */
export function composeMaps(outer: TraceMap, inner: string | undefined): string {
  if (!inner) return JSON.stringify(encodedMap(outer));
  const trace = new TraceMap(inner);
  const mappings = decodedMappings(outer).map((line) => line.flatMap((segment) => follow(segment, trace)));
  return JSON.stringify(encodedMap(new TraceMap({ version: 3, names: [], sources: ["cell"], mappings })));
}

function follow(segment: Readonly<SourceMapSegment>, trace: TraceMap): SourceMapSegment[] {
  if (segment.length === 1) return [];
  const origin = traceSegment(trace, segment[2], segment[3]);
  return origin && origin.length > 1 ? [[segment[0], 0, origin[2]!, origin[3]!]] : [];
}
