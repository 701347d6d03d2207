/** What is wrong with JSON that should be a notebook of format 4, in words; undefined where a run can use it. */
export function notebookFault(content: unknown): string | undefined {
  const notebook = record(content);
  if (notebook?.nbformat !== 4 || !Array.isArray(notebook.cells))
    return "is not a notebook of format 4. Open and save it in JupyterLab to convert it.";
  if (!isOptionalRecord(notebook.metadata)) return broken("its metadata are no object");
  const faults = notebook.cells.map(cellFault);
  const first = faults.findIndex((fault) => fault !== undefined);
  return first < 0 ? undefined : broken(`cell ${first + 1} ${faults[first]}`);
}

const broken = (what: string): string => `is broken: ${what}. Repair it in an editor.`;

function cellFault(content: unknown): string | undefined {
  const cell = record(content);
  if (!cell || !["code", "markdown", "raw"].includes(cell.cell_type as string) || !isText(cell.source))
    return "has no type or no source";
  if (!isOptionalRecord(cell.metadata)) return "has metadata that are no object";
  if (cell.outputs !== undefined && !(Array.isArray(cell.outputs) && cell.outputs.every(isOutput)))
    return "has outputs that no kernel writes";
  return undefined;
}

function isOutput(content: unknown): boolean {
  const output = record(content);
  switch (output?.output_type) {
    case "stream":
      return isText(output.text);
    case "display_data":
    case "execute_result":
      return record(output.data) !== undefined && isOptionalRecord(output.metadata);
    case "error":
      return true;
    default:
      return false;
  }
}

/** A text, in one piece or as a list of lines. */
const isText = (value: unknown): boolean =>
  typeof value === "string" || (Array.isArray(value) && value.every((line) => typeof line === "string"));

const isOptionalRecord = (value: unknown): boolean => value === undefined || record(value) !== undefined;

const record = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
