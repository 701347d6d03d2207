import type { Figure } from "@mesoscope/plot";
import { counted } from "@mesoscope/sdk";
import type { DiscoveryData } from "../discovery-data.js";
import type { Formula } from "../formula.js";
import type { FormulaContext } from "../formula-data.js";
import { rSquaredText } from "../numbers-in-words.js";
import { asGiven, type Quantity, titleOf } from "../units/measured.js";
import { frontView } from "./front-view.js";

/** A front beside the fit of one of its formulas. */
export async function frontFigure(
  front: readonly Formula[],
  chosen: number,
  { variables, target }: FormulaContext,
  sample: DiscoveryData["sample"],
  isClickable: boolean,
): Promise<Figure> {
  const { ownView } = await import("@mesoscope/plot");
  const rows = {
    count: sample.target.length,
    columns: sample.columns.map((column) => Float64Array.from(column)),
    groups: sample.groups && Int32Array.from(sample.groups),
  };
  const view = frontView({
    front,
    chosen,
    isClickable,
    titles: { target: titleOf(target), variables: variables.map(titleOf) },
    sample: {
      columns: sample.columns.map((column, j) => allAsGiven(column, variables[j])),
      target: allAsGiven(sample.target, target),
    },
    values: front.map((formula) => allAsGiven([...formula.valuesAt(rows)], target)),
  });
  const best = front[chosen];
  return ownView(view, {
    description:
      `${counted(front.length, "formula")} by complexity, with the share of the variance that they leave unexplained; ` +
      `chosen: ${best.text}, R² = ${rSquaredText(best.loss)}.`,
  });
}

function allAsGiven(values: readonly number[], quantity: Quantity): number[] {
  return values.map((value) => asGiven(value, quantity));
}
