import { globSync, readFileSync } from "node:fs";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "../..");

export interface NotebookCell {
  readonly type: "code" | "markdown";
  readonly source: string;
  readonly tags: readonly string[];
}

/** The course: every notebook by its path without the ending. */
export const course = globSync("notebooks/[0-9]-*/*.ts", { cwd: root }).map((file) => file.replace(/\.ts$/, ""));

/** The cells of a jupytext percent script: cells begin with `// %%`, Markdown is commented out. */
export function percentCells(file: string): NotebookCell[] {
  const text = readFileSync(path.join(root, file), "utf8");
  return text
    .split(/^\/\/ %%/m)
    .slice(1)
    .map((part) => {
      const [head = "", ...lines] = part.split("\n");
      const isMarkdown = head.includes("[markdown]");
      const body = isMarkdown ? lines.map((line) => line.replace(/^\/\/ ?/, "")) : lines;
      const tags = JSON.parse(/tags=(\[.*\])/.exec(head)?.[1] ?? "[]") as string[];
      return { type: isMarkdown ? "markdown" : "code", source: body.join("\n").trim(), tags };
    });
}

export type Output = {
  readonly output_type: string;
  readonly data?: Record<string, unknown>;
  readonly text?: string | string[];
  readonly name?: string;
};

interface Notebook {
  readonly nbformat: number;
  readonly nbformat_minor: number;
  readonly metadata: { readonly kernelspec: { readonly name: string } };
  readonly cells: readonly {
    readonly cell_type: string;
    readonly source: string | string[];
    readonly metadata: { readonly tags?: string[]; readonly execution?: unknown };
    readonly outputs?: readonly Output[];
  }[];
}

export function readNotebook(file: string): Notebook {
  return JSON.parse(readFileSync(path.resolve(root, file), "utf8"));
}

export const joined = (text: string | string[] | undefined) => (Array.isArray(text) ? text.join("") : (text ?? ""));
