import { mean, variance } from "@mesoscope/core";
import { checkChoice, checkOptions, shortNumber, ValueError } from "@mesoscope/sdk";
import { affineOrConstant } from "./affine.js";
import type { ColumnMap } from "./column-map.js";
import { maximizeOnLine } from "./maximize-on-line.js";
import { type Scaling, scaling } from "./scaling.js";

const families = ["boxCox", "yeoJohnson"] as const;
type Family = (typeof families)[number];

/**
 * Scales each column by the power that makes it most like a normal distribution, then to mean 0 and standard deviation 1.
 *
 * The power λ has the greatest likelihood. `yeoJohnson` (default) takes all numbers, `boxCox` numbers above 0.
 *
 * @example
 * const scaled = await powerScaling({ family: "boxCox" }).fit([1, 2, 4, 8, 16]);
 * allClose(scaled.transform([4]), [0], { absolute: 1e-7 }); // true
 *
 * @throws ValueError BAD_OPTION, EMPTY, NOT_FINITE; OUT_OF_DOMAIN where Box–Cox meets a value that is not above 0
 * @see Yeo & Johnson, A new family of power transformations, Biometrika 87 (2000)
 */
export function powerScaling(options: { family?: Family } = {}): Scaling {
  checkOptions("powerScaling", options, ["family"]);
  const { family = "yeoJohnson" } = options;
  checkChoice("powerScaling", "family", family, families);
  return scaling("powerScaling", { family }, () => (sorted, label) => {
    checkDomain(label, family, sorted[0]);
    const isConstant = sorted[0] === sorted[sorted.length - 1];
    const power = isConstant ? 1 : maximizeOnLine((lambda) => logLikelihood(family, sorted, lambda), -2, 2);
    const raised = sorted.map((value) => raise(family, value, power));
    const spread = isConstant ? 0 : Math.sqrt(variance(raised));
    return powerMap(family, power, affineOrConstant(mean(raised), spread, "standard deviation"));
  });
}

export function powerMap(family: Family, power: number, standard: ColumnMap): ColumnMap {
  return {
    text: `${family === "boxCox" ? "Box–Cox" : "Yeo–Johnson"} power ${shortNumber(power)}, then ${standard.text}`,
    note: standard.note,
    forward(value) {
      checkDomain("powerScaling.transform: X", family, value);
      return standard.forward(raise(family, value, power));
    },
    inverse: (value) => lower(family, standard.inverse(value), power),
    toJSON: () => ({ kind: "power", family, power, standard: standard.toJSON() }),
  };
}

/** The logarithm of the likelihood of the values, with mean and variance at their best, apart from a constant. */
function logLikelihood(family: Family, values: Float64Array, power: number): number {
  const raised = values.map((value) => raise(family, value, power));
  const jacobian = values.map((value) =>
    family === "boxCox" ? Math.log(value) : Math.sign(value) * Math.log1p(Math.abs(value)),
  );
  return (values.length / 2) * -Math.log(variance(raised)) + (power - 1) * values.length * mean(jacobian);
}

function raise(family: Family, value: number, power: number): number {
  if (family === "boxCox") return boxCox(Math.log(value), power);
  return value >= 0 ? boxCox(Math.log1p(value), power) : -boxCox(Math.log1p(-value), 2 - power);
}

function lower(family: Family, value: number, power: number): number {
  if (family === "boxCox") return Math.exp(inverseBoxCox(value, power));
  return value >= 0 ? Math.expm1(inverseBoxCox(value, power)) : -Math.expm1(inverseBoxCox(-value, 2 - power));
}

/** `(exp(λ log x) - 1) / λ`, without the loss of digits near λ = 0. */
function boxCox(logarithm: number, power: number): number {
  return power === 0 ? logarithm : Math.expm1(power * logarithm) / power;
}

function inverseBoxCox(value: number, power: number): number {
  return power === 0 ? value : Math.log1p(power * value) / power;
}

function checkDomain(label: string, family: Family, smallest: number): void {
  if (family === "yeoJohnson" || smallest > 0) return;
  throw new ValueError(
    "OUT_OF_DOMAIN",
    `${label} holds ${smallest}, but Box–Cox takes numbers above 0 only. Use family "yeoJohnson", or shift the column.`,
  );
}
