import type { Json } from "../kernel/client/message.ts";

/** A notebook for our kernel as JSON text; a cell is its source, or its source with tags; Markdown starts with `#`. */
export function notebook(cells: readonly (string | { source: string; tags: readonly string[] })[]): string {
  return JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { name: "mesoscope", display_name: "TypeScript (Mesoscope)", language: "typescript" },
      language_info: { name: "typescript", file_extension: ".ts", mimetype: "application/typescript" },
    },
    cells: cells.map((cell, i) => {
      const { source, tags } = typeof cell === "string" ? { source: cell, tags: undefined } : cell;
      const common = { id: `cell-${i}`, source, metadata: tags ? { tags } : {} };
      return source.startsWith("#")
        ? { ...common, cell_type: "markdown" }
        : { ...common, cell_type: "code", execution_count: null, outputs: [] };
    }),
  });
}

/** The code cells of a notebook that a tool has written. */
export function codeCells(text: string): Json[] {
  return JSON.parse(text).cells.filter((cell: Json) => cell.cell_type === "code");
}

export function streamText(cell: Json, name = "stdout"): string {
  return cell.outputs
    .filter((output: Json) => output.output_type === "stream" && output.name === name)
    .map((output: Json) => [output.text].flat().join(""))
    .join("");
}
