import { ValueError } from "@mesoscope/sdk";
import { type FormulaFunction, readFormula } from "../mathematics/formula.js";
import { type Condition, type ConditionOptions, readOptions, titleOf } from "./condition.js";

/**
 * A condition at the start of time, the lower end of the coordinate `t`: `initial("u = sin(pi*x)")`, `initial("u_t = 0")`.
 *
 * @param equation mathematics as text, or a function of quantities that gives what should vanish
 *
 * @example
 * const heat = { domain: box({ x: [0, 1], t: [0, 1] }), residual: "u_t - u_xx" };
 * physicsInformed({ ...heat, conditions: [initial("u = sin(pi*x)"), boundary("u = 0")] }).options.domain.coordinates; // ["x", "t"]
 *
 * @throws ValueError BAD_OPTION; where the problem is made also BAD_EXPRESSION, UNKNOWN_SYMBOL, UNKNOWN_FUNCTION, and
 *   NO_TIME where the domain has no coordinate `t`
 */
export function initial(equation: string | FormulaFunction, options: ConditionOptions = {}): Condition {
  const owner = "initial";
  const { weight, points } = readOptions(owner, options, []);
  return {
    bind({ domain, names }) {
      const at = domain.coordinates.indexOf("t");
      if (at < 0) {
        throw new ValueError(
          "NO_TIME",
          `${owner}: the domain has the coordinates ${domain.coordinates.join(", ")} and no t. Use boundary instead.`,
        );
      }
      return {
        name: titleOf(owner, equation),
        weight,
        draw: (seed) => ({ points: domain.drawInside(owner, points, seed, { t: domain.lower[at]! }), extra: {} }),
        formula: readFormula(owner, equation, names),
      };
    },
  };
}
