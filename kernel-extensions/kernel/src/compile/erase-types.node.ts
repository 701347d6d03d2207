import { type SourceMapInput, TraceMap } from "@jridgewell/trace-mapping";
import { type OxcError, type TransformOptions, type TransformResult, transformSync } from "oxc-transform";
import { CompileError } from "./compile-error.js";
import { parse, treeOf } from "./parse.node.js";
import { transpile } from "./transpile.node.js";
import type { Node } from "./walk.js";

/** JavaScript, its tree, and the map back to the text it came from (absent when it is that text). */
export interface JavaScript {
  readonly code: string;
  readonly program: Node;
  readonly map?: TraceMap;
}

/** Turns TypeScript and JSX into JavaScript; plain JavaScript stays as it is. */
export function eraseTypes(source: string): JavaScript {
  if (!hasTypes.test(source) && !mayHaveTypeArguments(source)) {
    const parsed = parse(source, "js");
    if (parsed.errors.length === 0) return { code: source, program: parsed.program };
  }
  const { code, map } = transform(source);
  return { code, map, program: treeOf(code) };
}

/** What shows at a glance that a text is TypeScript; the parser finds the rest. */
const hasTypes = /\b(interface|type|enum|namespace)\s+\w|\b(const|let|var)\s+\w+\s*:|\)\s*:\s*\w/;

/** `f<T>(x)` is a call in TypeScript and two comparisons in JavaScript. */
function mayHaveTypeArguments(source: string): boolean {
  const open = source.search(/[\w$)\]]\s*</);
  return open !== -1 && /(?<!=)>/.test(source.slice(open));
}

function transform(source: string): { code: string; map: TraceMap } {
  const typed = transformSync("cell.ts", source, { ...options, lang: "ts" });
  if (typed.errors.length === 0) return withMap(typed);
  if (typed.errors.every((error) => error.message.includes("not supported by Oxc"))) return transpile(source);
  const jsx = transformSync("cell.tsx", source, { ...options, lang: "tsx", jsx: { runtime: jsxRuntime(source) } });
  if (jsx.errors.length === 0) return withMap(jsx);
  throw syntaxError(source, (looksLikeJsx.test(source) ? jsx : typed).errors[0]!);
}

const withMap = ({ code, map }: TransformResult) => ({ code, map: new TraceMap(map as SourceMapInput) });

const options: TransformOptions = {
  sourceType: "module",
  target: "esnext",
  sourcemap: true,
  typescript: { onlyRemoveTypeImports: true },
};

const looksLikeJsx = /<\/|\/>/;

/** `@jsx h` names a function that is in scope; without it the functions are imported. */
const jsxRuntime = (source: string) => (/@jsx(Frag)?\s/.test(source) ? "classic" : "automatic");

function syntaxError(source: string, error: OxcError): CompileError {
  const sentences = [error.message, error.helpMessage].flatMap((text) => text?.replace(/\.*$/, ".") ?? []);
  return new CompileError(sentences.join(" "), source, error.labels[0]?.start ?? 0);
}
