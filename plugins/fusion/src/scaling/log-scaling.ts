import { checkChoice, checkOptions, checkPositive, ValueError } from "@mesoscope/sdk";
import type { ColumnMap } from "./column-map.js";
import { type Scaling, scaling } from "./scaling.js";

const kinds = ["log", "log1p", "symmetric"] as const;

/** How `logScaling` takes logarithms, and from where on. */
export interface LogScalingOptions {
  /** `log` for values above 0, `log1p` (log(1 + x)) for values above -1, `symmetric` for values of both signs. */
  readonly kind?: (typeof kinds)[number];
  /** Where the symmetric logarithm turns from a straight line to a logarithm, in the unit of the column; 1 unless given. */
  readonly threshold?: number;
}

/**
 * Scales each column to natural logarithms: `log(x)`, `log(1 + x)`, or for values of both signs
 * `sign(x) log(1 + |x| / threshold)`.
 *
 * @example
 * const scaled = await logScaling().fit([1, Math.E]);
 * scaled.transform([1, Math.E]).data; // [0, 1]
 *
 * @throws ValueError BAD_OPTION, EMPTY, NOT_FINITE; OUT_OF_DOMAIN where a value has no such logarithm
 * @see Webber, A bi-symmetric log transformation for wide-range data, Measurement Science and Technology 24 (2013)
 */
export function logScaling(options: LogScalingOptions = {}): Scaling {
  checkOptions("logScaling", options, ["kind", "threshold"]);
  const { kind = "log", threshold = 1 } = options;
  checkChoice("logScaling", "kind", kind, kinds);
  checkPositive("logScaling", "threshold", threshold);
  return scaling("logScaling", { kind, ...(kind === "symmetric" && { threshold }) }, () => (sorted, label) => {
    checkDomain(label, kind, sorted[0]);
    return logMap(kind, threshold);
  });
}

export function logMap(kind: LogScalingOptions["kind"], threshold: number): ColumnMap {
  const toJSON = () => ({ kind: "log", logarithm: kind, threshold });
  if (kind === "symmetric") {
    return {
      text: `sign(x) log(1 + |x| / ${threshold})`,
      forward: (value) => Math.sign(value) * Math.log1p(Math.abs(value) / threshold),
      inverse: (value) => Math.sign(value) * threshold * Math.expm1(Math.abs(value)),
      toJSON,
    };
  }
  const [text, forward, inverse] =
    kind === "log" ? (["log(x)", Math.log, Math.exp] as const) : (["log(1 + x)", Math.log1p, Math.expm1] as const);
  const checked = (value: number) => {
    checkDomain("logScaling.transform: X", kind, value);
    return forward(value);
  };
  return { text, forward: checked, inverse, toJSON };
}

function checkDomain(label: string, kind: LogScalingOptions["kind"], smallest: number): void {
  if (kind === "symmetric" || smallest > (kind === "log" ? 0 : -1)) return;
  throw new ValueError(
    "OUT_OF_DOMAIN",
    `${label} holds ${smallest}, which has no ${kind === "log" ? "logarithm" : "log(1 + x)"}. Use kind "symmetric", or leave it out.`,
  );
}
