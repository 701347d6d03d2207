import { readFileSync } from "node:fs";
import type { CellOutput } from "@mesoscope/sdk";
import { Sentence } from "#launch";

/** A notebook file, nbformat 4. */
export interface Notebook {
  readonly nbformat: 4;
  readonly nbformat_minor: number;
  readonly metadata: Record<string, unknown> & {
    readonly kernelspec?: { readonly name?: string; readonly language?: string };
  };
  readonly cells: readonly Cell[];
}

export interface Cell {
  readonly id: string;
  readonly cell_type: "code" | "markdown" | "raw";
  readonly source: string;
  readonly metadata: Record<string, unknown> & { readonly tags?: readonly string[] };
  readonly execution_count?: number | null;
  readonly outputs?: readonly Output[];
}

export type Output = CellOutput;

/** Names by which a kernelspec says that its cells are TypeScript. */
const languages = ["typescript", "mesoscope"];

/** Reads a notebook whose cells this kernel can run. */
export function readNotebook(file: string): Notebook {
  const notebook = parse(file);
  const { name, language } = notebook.metadata?.kernelspec ?? {};
  const spoken = (language ?? name ?? "typescript").toLowerCase();
  if (!languages.includes(spoken)) {
    throw new Sentence(
      `${file} is a notebook for ${name ?? spoken}, not for TypeScript. Choose another notebook or change its kernel.`,
    );
  }
  return { ...notebook, cells: notebook.cells.map(normalized) };
}

function parse(file: string): Notebook {
  const notebook = parseJson(file, readText(file)) as Partial<Notebook> | null;
  if (notebook?.nbformat !== 4 || !Array.isArray(notebook.cells)) {
    throw new Sentence(`${file} is not a notebook of format 4. Open and save it in JupyterLab to convert it.`);
  }
  const broken = notebook.cells.findIndex((cell) => !isCell(cell));
  if (broken >= 0)
    throw new Sentence(`${file} is broken: cell ${broken + 1} has no type or no source. Repair it in an editor.`);
  return { metadata: {}, nbformat_minor: 5, ...notebook } as Notebook;
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason =
      code === "ENOENT"
        ? "there is no such file"
        : code === "EISDIR"
          ? "it is a folder"
          : `it cannot be read (${code})`;
    throw new Sentence(`${file}: ${reason}. Give the path of a notebook.`);
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Sentence(`${file} is not a notebook: ${(error as Error).message}. Give a file that ends in .ipynb.`);
  }
}

function isCell(cell: unknown): boolean {
  const { cell_type, source } = (cell ?? {}) as { cell_type?: unknown; source?: unknown };
  return (
    ["code", "markdown", "raw"].includes(cell_type as string) && (typeof source === "string" || Array.isArray(source))
  );
}

function normalized(cell: Cell, i: number): Cell {
  const lines = cell.source as string | readonly string[];
  const source = typeof lines === "string" ? lines : lines.join("");
  return { ...cell, id: cell.id ?? `cell-${i + 1}`, source, metadata: cell.metadata ?? {} };
}
