import { createRequire } from "node:module";
import type { OxcError, TransformOptions, TransformResult } from "oxc-transform";
import { noOptions, type RuntimeOptions } from "../project/runtime-options.node.js";
import type { MapStep } from "../protocol/step.js";
import { CompileError } from "./compile-error.js";
import { jsxOptions } from "./jsx.js";
import { transpile } from "./transpile.node.js";

const require = createRequire(import.meta.url);

/**
 * Rewrites TypeScript and JSX as JavaScript: the way for cells that use more than types. The compiler is loaded at the
 * first of them.
 *
 * @throws CompileError SYNTAX_ERROR, with the line and column in `source`
 */
export function transform(source: string, read: () => RuntimeOptions = () => noOptions): MapStep {
  const { transformSync } = require("oxc-transform") as typeof import("oxc-transform");
  const typed = transformSync("cell.ts", source, { ...options, lang: "ts" });
  if (typed.errors.length === 0) return stepOf(typed);
  if (typed.errors.every((error) => error.message.includes("not supported by Oxc"))) return transpile(source, read());
  const jsx = transformSync("cell.tsx", source, { ...options, lang: "tsx", jsx: jsxOptions(source, read()) });
  if (jsx.errors.length === 0) return stepOf(jsx);
  throw syntaxError(source, (looksLikeJsx.test(source) ? jsx : typed).errors[0]!);
}

const stepOf = ({ code, map }: TransformResult): MapStep => ({ code, map: JSON.stringify(map) });

const options: TransformOptions = {
  sourceType: "module",
  target: "esnext",
  sourcemap: true,
  typescript: { onlyRemoveTypeImports: true },
};

const looksLikeJsx = /<\/|\/>/;

function syntaxError(source: string, error: OxcError): CompileError {
  const sentences = [error.message, error.helpMessage].flatMap((text) => text?.replace(/\.*$/, ".") ?? []);
  return new CompileError(sentences.join(" "), source, offsetOf(error, source));
}

/** Where an error stands in a text; the compiler counts bytes. */
export function offsetOf(error: OxcError, source: string): number {
  return Buffer.from(source).toString("utf8", 0, error.labels[0]?.start ?? 0).length;
}
