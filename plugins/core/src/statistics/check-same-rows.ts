import { ShapeError } from "@mesoscope/sdk";

/** Throws unless X has as many rows as y has entries. */
export function checkSameRows(owner: string, rows: number, targets: number): void {
  if (rows === targets) return;
  throw new ShapeError("SHAPE_MISMATCH", `${owner}: X has ${rows} rows but y has ${targets}. Give one target per row.`);
}
