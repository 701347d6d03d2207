import { shortNumber } from "@mesoscope/sdk";
import type { ColumnMap } from "./column-map.js";

/** `z = (x - centre) / scale`. */
export function affine(centre: number, scale: number, note?: string): ColumnMap {
  return {
    text: `(x - ${shortNumber(centre)}) / ${shortNumber(scale)}`,
    note,
    forward: (value) => (value - centre) / scale,
    inverse: (value) => value * scale + centre,
    toJSON: () => ({ kind: "affine", centre, scale, ...(note && { note }) }),
  };
}

/** The affine map with a scale of 1 and a note where the spread found is zero. */
export function affineOrConstant(centre: number, scale: number, spread: string): ColumnMap {
  return scale > 0 ? affine(centre, scale) : affine(centre, 1, `its ${spread} is 0, so scale 1 is used`);
}
