import { checkOptions, ShapeError, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asVector } from "../../arrays/as-array.js";
import { logSumExp } from "../special/log-sum-exp.js";
import { Distribution } from "./distribution.js";
import { checkWeights, positionOfShare } from "./weights.js";

export interface MixtureOptions {
  /** Distributions that are all discrete or none. */
  readonly components: readonly Distribution[];
  /** The share of each, equal unless given. */
  readonly weights?: ArrayInput;
}

/**
 * A number drawn from one of several distributions, each with its share.
 *
 * @example
 * mixture({ components: [normal({ mean: -1 }), normal({ mean: 3 })], weights: [0.25, 0.75] }).mean; // 2
 *
 * @throws ShapeError SHAPE_MISMATCH; ValueError BAD_OPTION
 */
export function mixture(options: MixtureOptions): Distribution {
  checkOptions("mixture", options, ["components", "weights"]);
  const { components } = options;
  checkComponents(components);
  const weights = weightsOf(options);
  const total = (value: (component: Distribution) => number) =>
    components.reduce((sum, component, i) => (weights[i] === 0 ? sum : sum + weights[i]! * value(component)), 0);
  const mean = total((component) => component.mean);
  return new Distribution({
    name: "mixture",
    parameters: { components: components.map((component) => component.toJSON()), weights },
    mean,
    variance: total((component) => component.variance + (component.mean - mean) ** 2),
    support: [
      Math.min(...components.map(({ support }) => support[0])),
      Math.max(...components.map(({ support }) => support[1])),
    ],
    isDiscrete: components[0]!.isDiscrete,
    logDensity: (x) => logSumExp(components.map((component, i) => Math.log(weights[i]!) + component.logDensity(x))),
    cumulative: (x) => total((component) => component.cumulative(x)),
    survival: (x) => total((component) => component.survival(x)),
    draw: (stream) => components[positionOfShare(weights, stream.uniform())]!.draw(stream),
  });
}

function checkComponents(components: readonly Distribution[]): void {
  const kinds = new Set(
    components?.map((component) => (component instanceof Distribution ? component.isDiscrete : "")),
  );
  if (kinds.size === 1 && !kinds.has("")) return;
  throw new ValueError(
    "BAD_OPTION",
    "mixture: the components are not distributions of one kind. Give a list such as [normal(), gumbel()], all or none discrete.",
  );
}

function weightsOf({ components, weights }: MixtureOptions): number[] {
  if (weights === undefined) return components.map(() => 1 / components.length);
  const shares = [...asVector(weights, "mixture: weights").data];
  if (shares.length !== components.length) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `mixture: there are ${components.length} components but ${shares.length} weights. Give one weight each.`,
    );
  }
  checkWeights("mixture", "weights", shares);
  return shares;
}
