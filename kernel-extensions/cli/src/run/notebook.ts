import { readFileSync } from "node:fs";
import type { CellOutput } from "@mesoscope/sdk";
import { Sentence } from "#launch";
import { notebookFault } from "./notebook-fault.js";

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
  const content = parseJson(file, readText(file));
  const fault = notebookFault(content);
  if (fault) throw new Sentence(`${file} ${fault}`);
  const { metadata = {}, nbformat_minor: minor, ...others } = content as Partial<Notebook> & Pick<Notebook, "cells">;
  const { name, language } = (metadata.kernelspec ?? {}) as { name?: unknown; language?: unknown };
  const spoken = [language, name, "typescript"].find((word) => typeof word === "string") as string;
  if (!languages.includes(spoken.toLowerCase()))
    throw new Sentence(
      `${file} is a notebook for ${name ?? spoken}, not for TypeScript. Choose another notebook or change its kernel.`,
    );
  const nbformat_minor = Number.isInteger(minor) ? minor! : 5;
  return { ...others, nbformat: 4, metadata, nbformat_minor, cells: others.cells.map(normalized) };
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

function normalized(cell: Cell, i: number): Cell {
  const lines = cell.source as string | readonly string[];
  const source = typeof lines === "string" ? lines : lines.join("");
  const id: unknown = cell.id;
  return { ...cell, id: typeof id === "string" ? id : `cell-${i + 1}`, source, metadata: cell.metadata ?? {} };
}
