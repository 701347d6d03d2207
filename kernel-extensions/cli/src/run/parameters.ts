import { Sentence } from "#launch";
import type { Cell, Notebook } from "./notebook.js";

/** `name=value` as given on the command line; the value is JSON where it can be read as such, else text. */
export function readParameters(settings: readonly string[]): ReadonlyMap<string, unknown> {
  return new Map(
    settings.map((setting) => {
      const [, name, text] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
      if (name === undefined) throw new Sentence(`--set ${setting} has no "=". Write --set name=value.`);
      return [name.trim(), parsedValue(text!)];
    }),
  );
}

/**
 * Gives values to names of the cell tagged `parameters`, in a cell tagged `injected-parameters` behind it, as papermill
 * does; an earlier injected cell is replaced.
 */
export function withParameters(notebook: Notebook, parameters: ReadonlyMap<string, unknown>): Notebook {
  if (parameters.size === 0) return notebook;
  const cells = notebook.cells.filter((cell) => !isTagged(cell, "injected-parameters"));
  const place = cells.findIndex((cell) => isTagged(cell, "parameters"));
  if (place < 0) {
    throw new Sentence('--set: the notebook has no cell tagged "parameters". Tag the cell that declares the names.');
  }
  const declared = declaredNames(cells[place]!.source);
  for (const name of parameters.keys()) {
    if (declared.includes(name)) continue;
    throw new Sentence(
      `--set: the parameters cell does not declare ${name}. It declares ${declared.join(", ") || "nothing"}.`,
    );
  }
  const source = [...parameters].map(([name, value]) => `let ${name} = ${JSON.stringify(value)};`).join("\n");
  const injected: Cell = {
    id: "injected-parameters",
    cell_type: "code",
    metadata: { tags: ["injected-parameters"] },
    source: `// Parameters\n${source}`,
  };
  return { ...notebook, cells: cells.toSpliced(place + 1, 0, injected) };
}

function parsedValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function declaredNames(source: string): string[] {
  return [...source.matchAll(/^\s*(?:const|let|var)\s+([\p{L}_$][\p{L}\p{N}_$]*)/gmu)].map((match) => match[1]!);
}

function isTagged(cell: Cell, tag: string): boolean {
  return cell.metadata.tags?.includes(tag) ?? false;
}
