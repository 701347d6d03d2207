import { checkOptions, ValueError } from "@mesoscope/sdk";
import type { Parameter } from "../covariance/covariance.js";
import { checkStart, readStart, restart, type Start } from "../covariance/start.js";

/** A rising function of the targets under which they look normal; made by `logWarping` and its like. */
export interface Warping {
  readonly kind: "log" | "boxCox" | "sinhArcsinh";
  readonly formula: string;
  parameters(): readonly Parameter[];
  /** The function for one choice of values, for targets of a typical value and spread. */
  bind(values: readonly number[], size: TargetSize): WarpFunction;
  /** Throws a ValueError at a target that the function does not take. */
  check(owner: string, y: Float64Array): void;
  withValues(values: readonly number[]): Warping;
  toJSON(): WarpingData;
}

/** A warping as plain data. */
export interface WarpingData {
  readonly kind: Warping["kind"];
  readonly [option: string]: unknown;
}

/** By which warped targets keep about the unit and the size of the targets. */
export interface TargetSize {
  readonly centre: number;
  readonly spread: number;
}

/** A warping with all numbers known. */
export interface WarpFunction {
  forward(y: number): number;
  /** The logarithm of the slope of `forward`. */
  logSlope(y: number): number;
  inverse(z: number): number;
}

/**
 * The logarithm: for positive targets whose scatter grows with their size. Predictions are positive.
 *
 * @example
 * logWarping().formula; // "log y"
 */
export function logWarping(): Warping {
  return {
    kind: "log",
    formula: "log y",
    parameters: () => [],
    bind: (_, { centre }) => ({
      forward: (y) => centre * Math.log(y / centre),
      logSlope: (y) => Math.log(centre / y),
      inverse: (z) => centre * Math.exp(z / centre),
    }),
    check: checkPositive,
    withValues: logWarping,
    toJSON: () => ({ kind: "log" }),
  };
}

/**
 * The power `(y^λ − 1) / λ` with `λ > 0` from the data: near the logarithm for small `λ`, nothing for 1.
 *
 * For positive targets; predictions are not negative.
 *
 * @example
 * boxCoxWarping({ power: 0.5 }).formula; // "(y^λ − 1) / λ"
 *
 * @throws ValueError BAD_OPTION
 * @see Box & Cox, Journal of the Royal Statistical Society B 26 (1964) 211
 */
export function boxCoxWarping(options: { power?: Start } = {}): Warping {
  const { power } = options;
  checkOptions("boxCoxWarping", options, ["power"]);
  checkStart("boxCoxWarping", "power", power);
  return {
    kind: "boxCox",
    formula: "(y^λ − 1) / λ",
    parameters: () => [ratio("boxCoxWarping", "power", power)],
    bind: ([lambda], { centre }) => ({
      forward: (y) => (centre * Math.expm1(lambda * Math.log(y / centre))) / lambda,
      logSlope: (y) => (lambda - 1) * Math.log(y / centre),
      inverse: (z) => centre * Math.exp(Math.log1p(Math.max((lambda * z) / centre, -1)) / lambda),
    }),
    check: checkPositive,
    withValues: (values) => boxCoxWarping({ power: restart(power, values) }),
    toJSON: () => ({ kind: "boxCox", ...(power !== undefined && { power }) }),
  };
}

/**
 * A learned rising function for any targets: `sinh(δ asinh(u) − log ε)` of the standardised target `u`.
 *
 * `δ` below 1 takes heavy tails in, `ε` other than 1 straightens a lopsided law.
 *
 * @example
 * sinhArcsinhWarping().parameters().map((parameter) => parameter.name); // ["tailWeight", "asymmetry"]
 *
 * @throws ValueError BAD_OPTION
 * @see Jones & Pewsey, Biometrika 96 (2009) 761
 */
export function sinhArcsinhWarping(options: { tailWeight?: Start; asymmetry?: Start } = {}): Warping {
  const owner = "sinhArcsinhWarping";
  const { tailWeight, asymmetry } = options;
  checkOptions(owner, options, ["tailWeight", "asymmetry"]);
  checkStart(owner, "tailWeight", tailWeight);
  checkStart(owner, "asymmetry", asymmetry);
  return {
    kind: "sinhArcsinh",
    formula: "sinh(δ asinh(u) − log ε)",
    parameters: () => [ratio(owner, "tailWeight", tailWeight), ratio(owner, "asymmetry", asymmetry)],
    bind: ([weight, lean], { centre, spread }) => {
      const shift = Math.log(lean);
      return {
        forward: (y) => spread * Math.sinh(weight * Math.asinh((y - centre) / spread) - shift),
        logSlope(y) {
          const u = (y - centre) / spread;
          const angle = weight * Math.asinh(u) - shift;
          return Math.log(weight) + Math.log(Math.cosh(angle)) - 0.5 * Math.log1p(u * u);
        },
        inverse: (z) => centre + spread * Math.sinh((Math.asinh(z / spread) + shift) / weight),
      };
    },
    check: () => {},
    withValues: ([weight, lean]) =>
      sinhArcsinhWarping({ tailWeight: restart(tailWeight, [weight]), asymmetry: restart(asymmetry, [lean]) }),
    toJSON: () => ({
      kind: "sinhArcsinh",
      ...(tailWeight !== undefined && { tailWeight }),
      ...(asymmetry !== undefined && { asymmetry }),
    }),
  };
}

/** The warping that its `toJSON` wrote. */
export function loadWarping({ kind, ...options }: WarpingData): Warping {
  if (kind === "log") return logWarping();
  return kind === "boxCox" ? boxCoxWarping(options) : sinhArcsinhWarping(options);
}

function ratio(owner: string, name: string, given: Start | undefined): Parameter {
  const { values, fixed, prior } = readStart(owner, name, given, 1);
  return { name, role: "ratio", inputs: [], start: values?.[0], fixed, prior };
}

function checkPositive(owner: string, y: Float64Array): void {
  const bad = y.findIndex((value) => !(value > 0));
  if (bad < 0) return;
  throw new ValueError(
    "BAD_VALUE",
    `${owner}: y is ${y[bad]} in row ${bad}, but this warping takes positive targets. Shift y, or use sinhArcsinhWarping().`,
  );
}
