import { type MimeBundle, shortNumber } from "@mesoscope/sdk";
import { displayEquations, errorText } from "./display-equations.js";
import type { DynamicsModel } from "./dynamics-model.js";
import type { DynamicsData } from "./dynamics-result.js";

const sources = {
  solutions: "solutions matched to the states",
  integrals: "integrals over windows",
  derivatives: "measured derivatives",
};

/** Equations above, coefficients with their errors below. */
export function displayDynamics(model: DynamicsModel, { fitted, alternatives }: DynamicsData): MimeBundle {
  const hasUnits = model.coefficients.some(({ unit }) => unit !== undefined);
  const hasRatios = model.coefficients.some(({ divides }) => divides);
  const headings = [
    ...["equation", ...(hasRatios ? ["part"] : []), "term", "coefficient"],
    ...["standard error", "inclusion", ...(hasUnits ? ["unit"] : [])],
  ];
  const rows = model.coefficients.map(({ state, term, divides, value, standardError, inclusion, unit }) => [
    `${state}'`,
    ...(hasRatios ? [divides ? "denominator" : "numerator"] : []),
    term,
    shortNumber(value),
    errorText(standardError),
    inclusion.toFixed(2),
    ...(hasUnits ? [unit ?? ""] : []),
  ]);
  const next = alternatives[0];
  const rival = next
    ? ` The next best law is ${next.excess.toFixed(1)} nats longer: ${next.equations.join("; ")}.`
    : "";
  const note = `Found from ${sources[fitted]}.${rival}`;
  return displayEquations(model.equations, { headings, rows }, [note]);
}
