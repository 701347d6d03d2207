import { display } from "@mesoscope/sdk";

/**
 * Shows a value as it shows itself, in our kernel and in tslab's own, where the last value of a cell is printed as text
 * only. Await it, so that a picture in the making belongs to the cell.
 *
 * @example
 * await show({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "E = mc²", "text/latex": "$E = mc^2$" }) });
 */
export async function show(value: unknown): Promise<void> {
  await display(value);
}
