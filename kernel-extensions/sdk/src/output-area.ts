import type { ShownOutput } from "./run-context.js";

/** What a cell has shown, as a notebook file keeps it; texts and MIME values are joined, not lists of lines. */
export type CellOutput =
  | { readonly output_type: "stream"; readonly name: "stdout" | "stderr"; readonly text: string }
  | {
      readonly output_type: "display_data" | "execute_result";
      readonly data: Record<string, unknown>;
      readonly metadata: Record<string, unknown>;
      readonly execution_count?: number;
    }
  | {
      readonly output_type: "error";
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    };

// biome-ignore lint/suspicious/noExplicitAny: each type of message has fields of its own
type Content = Record<string, any>;
type Output = CellOutput;

/**
 * What cells show, by their number, kept as a front end keeps it: text is joined, displays are updated and cleared.
 *
 * @example
 * const area = new OutputArea();
 * area.add(1, { type: "stream", content: { name: "stdout", text: "a" } });
 * area.add(1, { type: "stream", content: { name: "stdout", text: "b" } });
 * area.outputs(1); // [{ output_type: "stream", name: "stdout", text: "ab" }]
 */
export class OutputArea {
  readonly #cells = new Map<number, Output[]>();
  /** Where each named display stands, so that updates reach every copy. */
  readonly #places = new Map<string, { readonly list: Output[]; readonly output: Output }[]>();
  readonly #clearOnNext = new Set<number>();

  /** The outputs of cell `cell`, in order. */
  outputs(cell: number): Output[] {
    const list = this.#cells.get(cell) ?? [];
    this.#cells.set(cell, list);
    return list;
  }

  add(cell: number, { type, content }: ShownOutput): void {
    if (type === "clear_output") this.#clear(cell, content.wait === true);
    else if (type === "update_display_data") this.#update(content);
    else this.#show(cell, outputOf(type, content), displayId(content));
  }

  #show(cell: number, output: Output | undefined, id: string | undefined): void {
    if (!output) return;
    const list = this.outputs(cell);
    if (this.#clearOnNext.delete(cell)) list.length = 0;
    if (output.output_type === "stream" && joinedTo(list, output)) return;
    list.push(output);
    if (id !== undefined) this.#places.set(id, [...(this.#places.get(id) ?? []), { list, output }]);
  }

  #clear(cell: number, wait: boolean): void {
    if (wait) this.#clearOnNext.add(cell);
    else this.outputs(cell).length = 0;
  }

  #update(content: Content): void {
    const id = displayId(content) ?? "";
    const places = this.#places.get(id) ?? [];
    const updated = places.map(({ list, output }) => {
      const next = { ...output, data: content.data, metadata: content.metadata ?? {} } as Output;
      const position = list.indexOf(output);
      if (position >= 0) list[position] = next;
      return { list, output: next };
    });
    this.#places.set(id, updated);
  }
}

const displayId = (content: Content) => (content.transient as { display_id?: string } | undefined)?.display_id;

function outputOf(type: string, content: Content): Output | undefined {
  if (type === "stream") return { output_type: "stream", name: content.name, text: content.text };
  if (type === "error") {
    return { output_type: "error", ename: content.ename, evalue: content.evalue, traceback: content.traceback };
  }
  if (type !== "display_data" && type !== "execute_result") return undefined;
  const shown = { data: content.data, metadata: content.metadata ?? {} };
  if (type === "display_data") return { output_type: type, ...shown };
  return { output_type: type, execution_count: content.execution_count, ...shown };
}

/** Text that goes on in the last output of the list is joined to it. */
function joinedTo(list: Output[], output: Output & { output_type: "stream" }): boolean {
  const last = list.at(-1);
  if (last?.output_type !== "stream" || last.name !== output.name) return false;
  list[list.length - 1] = { ...last, text: last.text + output.text };
  return true;
}
