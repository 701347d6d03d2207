import { type WayBack, wayBack } from "../../compile/way-back.node.js";
import type { Stepped } from "../../protocol/step.js";

const scripts = new Map<string, Stepped | WayBack>();

/** Remembers how the code of `script` came from what the user wrote; an error that needs the way back opens it. */
export function rememberCode(script: string, made: Stepped): void {
  if (made.steps.length > 0) scripts.set(script, made);
}

/** The position as written, from 1; undefined for code that the compiler added. */
export function originalPosition(
  script: string,
  line: number,
  column: number,
): { line: number; column: number } | undefined {
  let way = scripts.get(script);
  if (way === undefined) return { line, column };
  if (typeof way !== "function") {
    way = wayBack(way);
    scripts.set(script, way);
  }
  return way(line, column);
}
