/** The base quantities in the order in which mathjs keeps their exponents; an angle is a plain number in SI. */
const baseOrder = [
  "mass",
  "length",
  "time",
  "current",
  "temperature",
  "luminosity",
  "amount",
  "angle",
  "information",
] as const;

/** Exponents of the base quantities, without those that are 0: `{ mass: 1, length: -1, time: -2 }` for a pressure. */
export type Dimension = Readonly<Partial<Record<Exclude<(typeof baseOrder)[number], "angle">, number>>>;

const baseSymbols: Required<Record<keyof Dimension, string>> = {
  mass: "kg",
  length: "m",
  time: "s",
  current: "A",
  temperature: "K",
  luminosity: "cd",
  amount: "mol",
  information: "bit",
};

/** Derived quantities with a name, and their SI unit. */
const namedDimensions: readonly (readonly [name: string, symbol: string, dimension: Dimension])[] = [
  ["force", "N", { mass: 1, length: 1, time: -2 }],
  ["pressure", "Pa", { mass: 1, length: -1, time: -2 }],
  ["energy", "J", { mass: 1, length: 2, time: -2 }],
  ["power", "W", { mass: 1, length: 2, time: -3 }],
  ["charge", "C", { time: 1, current: 1 }],
  ["voltage", "V", { mass: 1, length: 2, time: -3, current: -1 }],
  ["resistance", "ohm", { mass: 1, length: 2, time: -3, current: -2 }],
  ["frequency", "1/s", { time: -1 }],
  ["area", "m^2", { length: 2 }],
  ["volume", "m^3", { length: 3 }],
  ["speed", "m/s", { length: 1, time: -1 }],
  ["acceleration", "m/s^2", { length: 1, time: -2 }],
  ["density", "kg/m^3", { mass: 1, length: -3 }],
  ["viscosity", "Pa s", { mass: 1, length: -1, time: -1 }],
  ["thermal conductivity", "W/(m K)", { mass: 1, length: 1, time: -3, temperature: -1 }],
  ["specific heat capacity", "J/(kg K)", { length: 2, time: -2, temperature: -1 }],
  ["stress intensity", "Pa m^0.5", { mass: 1, length: -0.5, time: -2 }],
];

export function dimensionFrom(exponents: readonly number[]): Dimension {
  const entries = baseOrder.map((base, i) => [base, tidy(exponents[i] ?? 0)] as const);
  return Object.fromEntries(entries.filter(([base, exponent]) => base !== "angle" && exponent !== 0)) as Dimension;
}

/** The dimension of `a · b^power`. */
export function combineDimensions(a: Dimension, b: Dimension, power = 1): Dimension {
  return dimensionFrom(baseOrder.map((base) => exponentOf(a, base) + power * exponentOf(b, base)));
}

/** The units of the base quantities, in the order of `dimensionVector`. */
export const baseUnits = ["m", "kg", "s", "A", "K", "mol", "cd", "bit"] as const;

const vectorOrder: readonly (keyof Dimension)[] = [
  "length",
  "mass",
  "time",
  "current",
  "temperature",
  "amount",
  "luminosity",
  "information",
];

/** The exponents of the base units, in the order of `baseUnits`. */
export function exponentsOf(dimension: Dimension): Float64Array {
  return Float64Array.from(vectorOrder, (base) => dimension[base] ?? 0);
}

export function sameDimension(a: Dimension, b: Dimension): boolean {
  return Object.keys(combineDimensions(a, b, -1)).length === 0;
}

/** What the dimension is called: "pressure", or its bases with their exponents. */
export function dimensionName(dimension: Dimension): string {
  const named = namedDimensions.find(([, , other]) => sameDimension(dimension, other));
  return named?.[0] ?? (products(dimension, (base) => base) || "plain number");
}

/** The SI unit of the dimension; empty for a plain number. */
export function siSymbol(dimension: Dimension): string {
  const named = namedDimensions.find(([, , other]) => sameDimension(dimension, other));
  return named?.[1] ?? products(dimension, (base) => baseSymbols[base]);
}

function products(dimension: Dimension, name: (base: keyof Dimension) => string): string {
  return Object.entries(dimension)
    .map(([base, power]) => name(base as keyof Dimension) + (power === 1 ? "" : `^${power}`))
    .join(" ");
}

function exponentOf(dimension: Dimension, base: (typeof baseOrder)[number]): number {
  return base === "angle" ? 0 : (dimension[base] ?? 0);
}

/** Sums of fractional exponents keep no rounding errors. */
function tidy(exponent: number): number {
  return Number(exponent.toFixed(9)) + 0;
}
