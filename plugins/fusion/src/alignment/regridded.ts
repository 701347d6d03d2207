import { maximum, minimum, type NDArray } from "@mesoscope/core";
import { type Displayable, displaySymbol, type MimeBundle, shortNumber, tableBundle } from "@mesoscope/sdk";

/** A field on other cells. The integral is the sum of `values × coverage × area`. */
export class Regridded implements Displayable {
  /** The mean over the part of each cell that the source covers; NaN where it covers none. */
  readonly values: NDArray;
  /** The share of each cell that the source covers, from 0 to 1. */
  readonly coverage: NDArray;

  /** @internal */
  constructor(values: NDArray, coverage: NDArray) {
    this.values = values;
    this.coverage = coverage;
  }

  [displaySymbol](): MimeBundle {
    const present = this.values.data.filter((value) => !Number.isNaN(value));
    const whole = this.coverage.data.filter((share) => share > 1 - 1e-9).length;
    return tableBundle({
      caption: `Field on ${this.values.shape.join(" × ")} cells`,
      headings: ["cells", "number"],
      rows: [
        ["covered whole", String(whole)],
        ["covered in part", String(present.length - whole)],
        ["not covered", String(this.values.size - present.length)],
        ["range", `${shortNumber(minimum(present))} to ${shortNumber(maximum(present))}`],
      ],
    });
  }
}
