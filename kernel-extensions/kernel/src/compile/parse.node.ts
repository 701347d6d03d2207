import { type OxcError, type Program, parseSync } from "oxc-parser";

export type { OxcError } from "oxc-parser";

export type Language = "ts" | "tsx";

/** What the parser says of a text: its errors, and the tree when asked for. */
export interface Parsed {
  readonly errors: readonly OxcError[];
  readonly program: Program;
}

/** Parses a cell as a module, with the errors that depend on scopes (`let a; let a`). */
export function parse(text: string, language: Language): Parsed {
  return parseSync("cell", text, { lang: language, sourceType: "module", astType: "ts", showSemanticErrors: true });
}

/** The tree of JavaScript that a compiler has written: nobody looks for errors in it. */
export function treeOf(code: string): Program {
  return parseSync("cell", code, { lang: "js", sourceType: "module", astType: "js" }).program;
}

/** The languages in which a cell may be written: `<T>x` is TypeScript without JSX, `<T/>` is TypeScript with it. */
export const typedLanguages: readonly Language[] = ["ts", "tsx"];

/** Tells whether a text is a whole program, as far as grammar goes. */
export function isProgram(text: string): boolean {
  return typedLanguages.some((lang) => parseSync("cell", text, { lang, sourceType: "module" }).errors.length === 0);
}
