import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname } from "node:path";
import { jsxOptions } from "../../compile/jsx.js";
import { offsetOf } from "../../compile/transform.node.js";
import { mayDecorate, transpile } from "../../compile/transpile.node.js";
import type { Stepped } from "../../protocol/step.js";
import { notebookOptions } from "./notebook-options.node.js";

const require = createRequire(import.meta.url);
const languages = { ".ts": "ts", ".mts": "ts", ".cts": "ts", ".tsx": "tsx", ".jsx": "jsx" } as const;

/** Tells whether a file needs to be made JavaScript before it can run. */
export function isTyped(file: string): boolean {
  return extname(file) in languages;
}

/**
 * A local TypeScript or JSX file as JavaScript. The quick compiler does all but decorators, which are left to
 * TypeScript's own. Compiler options are read where the file depends on them.
 *
 * @throws SyntaxError whose stack names the place in the file
 */
export function transform(file: string, source: string, read = notebookOptions): Stepped {
  if (mayDecorate(source) && read().experimentalDecorators) {
    const step = transpile(source, read(), { keepImports: false });
    return { source, code: step.code, steps: [step] };
  }
  const { transformSync } = require("oxc-transform") as typeof import("oxc-transform");
  const lang = languages[extname(file) as keyof typeof languages] ?? "jsx";
  const jsx = lang === "ts" ? {} : { jsx: jsxOptions(source, read()) };
  const { code, map, errors } = transformSync(file, source, { lang, sourcemap: true, target: "esnext", ...jsx });
  const [error] = errors;
  if (error) throw syntaxError(file, source, error.message, offsetOf(error, source));
  const step = { code, map: JSON.stringify(map) };
  if (!mayDecorate(code)) return { source, code, steps: [step] };
  const lowered = transpile(code, read());
  return { source, code: lowered.code, steps: [lowered, step] };
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
