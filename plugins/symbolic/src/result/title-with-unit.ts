import type { DimensionVector } from "../search/problem.js";
import { unitText } from "./unit-text.js";

/** As an axis is titled: `stress (Pa)`. */
export function titleWithUnit({
  name,
  dimension,
}: {
  readonly name: string;
  readonly dimension?: DimensionVector;
}): string {
  const unit = dimension ? unitText(dimension) : "";
  return unit === "" ? name : `${name} (${unit})`;
}
