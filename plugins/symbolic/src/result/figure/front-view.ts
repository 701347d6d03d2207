import type { Formula } from "../formula.js";
import { fitPanel } from "./fit-panel.js";
import { formulaView } from "./formula-view.js";
import { frontPanel } from "./front-panel.js";

/** The formulas of a front with what they give in some rows, for a figure. */
export interface FrontPicture {
  readonly front: readonly Formula[];
  readonly chosen: number;
  /** Whether a person may click it; a static picture only shows the chosen formula. */
  readonly isClickable: boolean;
  /** With their units, for the axes. */
  readonly titles: { readonly target: string; readonly variables: readonly string[] };
  /** In the units of the data, as `values`. */
  readonly sample: { readonly columns: readonly (readonly number[])[]; readonly target: readonly number[] };
  /** What every formula gives in the rows of the sample. */
  readonly values: readonly (readonly number[])[];
}

/**
 * A Vega-Lite view: the front beside the fit of one formula, which a click on the front exchanges, without the kernel. All
 * values are in the data.
 */
export function frontView(picture: FrontPicture): Record<string, unknown> {
  const { front, chosen } = picture;
  const picked = `(isValid(picked.formula) ? picked.formula[0] : ${chosen})`;
  return {
    spacing: 14,
    params: [
      {
        name: "picked",
        views: ["front"],
        select: { type: "point", fields: ["formula"], toggle: false, nearest: true },
        value: [{ formula: chosen }],
      },
    ],
    vconcat: [
      formulaView(front, picked),
      { spacing: 34, hconcat: [frontPanel(picture, picked), fitPanel(picture, picked)] },
    ],
  };
}
