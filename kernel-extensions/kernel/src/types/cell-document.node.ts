import ts from "typescript";
import { blankMagics, findMagics } from "../compile/magics.node.js";
import { parenthesizeObject } from "../compile/object-literal.node.js";
import { isProgram } from "../compile/parse.node.js";
import { declaredNames } from "./declared-names.node.js";
import type { DeclaredName } from "./messages.js";

/** A name of an earlier cell and the module that declares it. */
export interface LiveName extends DeclaredName {
  readonly module: string;
}

/** A cell as a TypeScript module: its text first, so that offsets agree, then what ties it to the other cells. */
export interface CellDocument {
  readonly text: string;
  readonly jsx: boolean;
  /** What must be added to an offset in the cell to get the one in `text`. */
  readonly shift: number;
  /** Length of the cell's part of `text`. */
  readonly length: number;
  readonly names: readonly DeclaredName[];
}

export function cellDocument(source: string, live: Iterable<LiveName>, sideEffects: Iterable<string>): CellDocument {
  const blank = blankMagics(source, findMagics(source)).replace(/^\uFEFF/, " ");
  const own = parenthesizeObject(blank);
  const jsx = /<\/|\/>/.test(own) && isProgram(own) && !parsesWithoutJsx(own);
  const { names, exported } = declaredNames(
    ts.createSourceFile("cell.tsx", own, ts.ScriptTarget.ESNext, false, jsx ? ts.ScriptKind.TSX : ts.ScriptKind.TS),
  );
  const declared = new Set(names.map(({ name }) => name));
  const imports = [...live].filter(({ name }) => !declared.has(name)).map(importLine);
  const exports = names.filter(({ name }) => !exported.has(name)).map(({ name }) => name);
  const tie = [
    `;export { ${exports.join(", ")} };`,
    ...imports,
    ...[...sideEffects].map((module) => `import "${module}";`),
  ];
  return {
    text: `${own}\n${tie.join("\n")}\n`,
    jsx,
    shift: own.length > blank.length ? 1 : 0,
    length: own.length,
    names,
  };
}

/**
 * An import is read-only; a declared variable of the same type can be assigned to. Its type is an import type: a plain
 * `typeof name` depends on the control flow before it, thus on itself once a statement before it calls its method.
 */
function importLine({ name, module, assignable }: LiveName): string {
  if (!assignable) return `import { ${name} } from "${module}";`;
  return `declare let ${name}: typeof import("${module}").${name};`;
}

function parsesWithoutJsx(text: string): boolean {
  const file = ts.createSourceFile("cell.ts", text, ts.ScriptTarget.ESNext, false, ts.ScriptKind.TS);
  return (file as ts.SourceFile & { parseDiagnostics: unknown[] }).parseDiagnostics.length === 0;
}
