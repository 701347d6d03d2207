import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";

const maps = new Map<string, string | TraceMap>();

/** Remembers how the code of `script` came from what the user wrote; the map is read when an error needs it. */
export function rememberMap(script: string, map: string | undefined): void {
  if (map !== undefined) maps.set(script, map);
}

/** The position as written, from 1; undefined for code that the compiler added. */
export function originalPosition(
  script: string,
  line: number,
  column: number,
): { line: number; column: number } | undefined {
  let map = maps.get(script);
  if (map === undefined) return { line, column };
  if (typeof map === "string") {
    map = new TraceMap(map);
    maps.set(script, map);
  }
  const found = originalPositionFor(map, { line, column: column - 1 });
  return found.line === null ? undefined : { line: found.line, column: found.column + 1 };
}
