import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname } from "node:path";
import { offsetOf } from "../../compile/transform.node.js";
import { transpile } from "../../compile/transpile.node.js";
import type { Stepped } from "../../protocol/step.js";

const require = createRequire(import.meta.url);
const languages = { ".ts": "ts", ".mts": "ts", ".cts": "ts", ".tsx": "tsx", ".jsx": "jsx" } as const;

/** Tells whether a file needs to be made JavaScript before it can run. */
export function isTyped(file: string): boolean {
  return extname(file) in languages;
}

/**
 * A local TypeScript or JSX file as JavaScript. The quick compiler does all but decorators, which are left to
 * TypeScript's own.
 *
 * @throws SyntaxError whose stack names the place in the file
 */
export function transform(file: string, source: string): Stepped {
  const { transformSync } = require("oxc-transform") as typeof import("oxc-transform");
  const lang = languages[extname(file) as keyof typeof languages] ?? "jsx";
  const { code, map, errors } = transformSync(file, source, {
    lang,
    sourcemap: true,
    target: "esnext",
    jsx: { runtime: /@jsx(Frag)?\s/.test(source) ? "classic" : "automatic" },
  });
  const [error] = errors;
  if (error) throw syntaxError(file, source, error.message, offsetOf(error, source));
  const step = { code, map: JSON.stringify(map) };
  if (!/(^|[\s;{}(])@[\w$]/m.test(code)) return { code, source, steps: [step] };
  const lowered = transpile(code);
  return { code: lowered.code, source, steps: [lowered, step] };
}

/** The first syntax error of a file, with its place, which Node does not tell. */
export function findSyntaxError(file: string): SyntaxError | undefined {
  try {
    transform(file, readFileSync(file, "utf8"));
    return undefined;
  } catch (error) {
    return error instanceof SyntaxError ? error : undefined;
  }
}

function syntaxError(file: string, source: string, message: string, offset: number): SyntaxError {
  const before = source.slice(0, offset).split("\n");
  const error = new SyntaxError(message);
  error.stack = `SyntaxError: ${message}\n    at ${file}:${before.length}:${before.at(-1)!.length + 1}`;
  return error;
}
