import assert from "node:assert/strict";
import type { Ordeal } from "../ordeal.ts";
import type { Place } from "../place.ts";

/** Cells that end their process. */
const cells = {
  "process.exit": "process.exit(3)",
  "native crash": "process.kill(process.pid, 'SIGSEGV'); await new Promise(() => {})",
};

/** Ends the process of the cells, which says that the variables are lost. */
export async function endProcess(place: Place, way: keyof typeof cells): Promise<void> {
  const { error } = await place.cell(cells[way]);
  assert.match(error!.evalue, /All variables are lost; a fresh process has started/);
}

const ways = Object.keys(cells) as (keyof typeof cells)[];

export const endings: readonly Ordeal[] = [
  ...ways.map(
    (name): Ordeal => ({
      name,
      weight: 2,
      losesState: true,
      run: (place) => endProcess(place, name),
    }),
  ),
  {
    name: "restart",
    weight: 2,
    losesState: true,
    run: (place) => place.restart(),
  },
];
