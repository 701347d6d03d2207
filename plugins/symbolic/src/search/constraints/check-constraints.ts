import { nearestName, ValueError } from "@mesoscope/sdk";
import { binaryOperators, unaryOperators } from "../../expression/operators.js";
import type { Bounds, Box, Constraint, PointValue } from "./constraint.js";

/**
 * Throws where a constraint names what is not there, leaves nothing, or where two of them exclude each other: no formula
 * could be found.
 *
 * @param names of the variables
 *
 * @throws ValueError BAD_CONSTRAINT, CONTRADICTORY_CONSTRAINTS
 */
export function checkConstraints(constraints: readonly Constraint[], names: readonly string[]): void {
  constraints.forEach((constraint, i) => {
    checkOne(constraint, names);
    for (const earlier of constraints.slice(0, i)) {
      const clash = clashOf(earlier, constraint) ?? clashOf(constraint, earlier);
      if (!clash) continue;
      throw new ValueError(
        "CONTRADICTORY_CONSTRAINTS",
        `discover: ${textOf(earlier)} and ${textOf(constraint)} exclude each other: ${clash}. Leave one out.`,
      );
    }
  });
  checkSize(constraints);
  checkSlopes(constraints);
}

interface Keys {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const along: Keys = { required: ["variable"], optional: ["within"] };
const named: Keys = { required: [], optional: ["variable", "operator"] };

/** What every kind of constraint must and may say beside its kind. */
const keysOf: Readonly<Record<Constraint["kind"], Keys>> = {
  bounds: { required: [], optional: ["lower", "upper", "within"] },
  increasing: along,
  decreasing: along,
  convex: along,
  concave: along,
  value: { required: ["at", "value"], optional: [] },
  limit: { required: ["variable", "to", "value"], optional: [] },
  uses: named,
  avoids: named,
  complexity: { required: ["most"], optional: [] },
  exponents: { required: [], optional: ["lower", "upper"] },
};

function checkOne(constraint: Constraint, names: readonly string[]): void {
  const { kind } = constraint;
  checkKeys(constraint);
  for (const name of variablesIn(constraint)) {
    if (names.includes(name)) continue;
    const nearest = nearestName(name, names);
    throw bad(
      `the constraint ${textOf(constraint)} is on "${name}", which is no variable`,
      nearest ? `Did you mean ${nearest}?` : `The variables are ${names.slice(0, 8).join(", ")}.`,
    );
  }
  for (const [low, high] of rangesIn(constraint)) {
    if (low <= high) continue;
    throw bad(
      `in the constraint ${textOf(constraint)} no number lies from ${low} to ${high}`,
      "Give the lower one first.",
    );
  }
  if ((kind === "uses" || kind === "avoids") && constraint.operator !== undefined) {
    const operators: readonly string[] = [...unaryOperators, ...binaryOperators];
    if (!operators.includes(constraint.operator)) {
      const nearest = nearestName(constraint.operator, operators);
      throw bad(
        `there is no operator ${constraint.operator}`,
        nearest ? `Did you mean ${nearest}?` : "Give sqrt or exp, say.",
      );
    }
  }
  if (
    (kind === "uses" || kind === "avoids") &&
    constraint.variable === undefined &&
    constraint.operator === undefined
  ) {
    throw bad(`the constraint "${kind}" names nothing`, "Give the name of a variable or of an operator.");
  }
  if (kind === "complexity" && !(constraint.most >= 1)) {
    throw bad(`no formula has a complexity of at most ${constraint.most}`, "Give a number of nodes, from 1.");
  }
}

function checkKeys(constraint: Constraint): void {
  const { kind, ...rest } = constraint;
  if (!Object.hasOwn(keysOf, kind)) {
    throw bad(`there is no constraint of kind "${kind}"`, `Kinds are ${Object.keys(keysOf).join(", ")}.`);
  }
  const { required, optional } = keysOf[kind];
  const keys = [...required, ...optional];
  const unknown = Object.keys(rest).find((key) => !keys.includes(key));
  if (unknown !== undefined) {
    const nearest = nearestName(unknown, keys);
    throw bad(
      `the constraint "${kind}" says "${unknown}", which has no meaning there`,
      nearest ? `Did you mean ${nearest}?` : `It may say ${keys.join(", ")}.`,
    );
  }
  const missing = required.find((key) => rest[key as keyof typeof rest] === undefined);
  if (missing === undefined) return;
  const others = optional.length > 0 ? `, and may say ${optional.join(", ")}` : "";
  throw bad(`the constraint "${kind}" does not say "${missing}"`, `It must say ${required.join(", ")}${others}.`);
}

function bad(found: string, advice: string): ValueError {
  return new ValueError("BAD_CONSTRAINT", `discover: ${found}. ${advice}`);
}

function variablesIn(constraint: Constraint): string[] {
  const named = "variable" in constraint && constraint.variable !== undefined ? [constraint.variable] : [];
  const box = "within" in constraint ? Object.keys(constraint.within ?? {}) : [];
  return [...named, ...box, ...(constraint.kind === "value" ? Object.keys(constraint.at) : [])];
}

function rangesIn(constraint: Constraint): (readonly [low: number, high: number])[] {
  const box = "within" in constraint ? Object.values(constraint.within ?? {}) : [];
  const isInterval = constraint.kind === "bounds" || constraint.kind === "exponents";
  return isInterval ? [...box, [constraint.lower ?? -Infinity, constraint.upper ?? Infinity]] : box;
}

/** Why no formula holds to both; each pair is asked both ways round. */
function clashOf(a: Constraint, b: Constraint): string | undefined {
  if (a.kind === "increasing" && b.kind === "decreasing" && a.variable === b.variable && overlap(a.within, b.within)) {
    return `only formulas without ${a.variable} neither fall nor rise`;
  }
  if (a.kind === "uses" && b.kind === "avoids") {
    const clash = a.variable === undefined ? sameName(a.operator, b.operator) : sameName(a.variable, b.variable);
    return clash && `the formula cannot have ${clash} and not have it`;
  }
  if (a.kind === "bounds" && b.kind === "bounds") return overlap(a.within, b.within) ? emptyInterval(a, b) : undefined;
  if (a.kind === "exponents" && b.kind === "exponents") return emptyInterval(a, b);
  if (a.kind === "bounds" && b.kind === "value")
    return outside(b.value, a) && !a.within ? "the value is out of bounds" : undefined;
  if (a.kind === "value" && b.kind === "value") return twoValues(a, b);
  return undefined;
}

function sameName(a: string | undefined, b: string | undefined): string | undefined {
  return a !== undefined && a === b ? a : undefined;
}

/** Boxes without a common point are no contradiction. */
function overlap(a: Box = {}, b: Box = {}): boolean {
  return Object.entries(a).every(([name, [low, high]]) => {
    const other = b[name];
    return !other || (low <= other[1] && other[0] <= high);
  });
}

type Interval = Pick<Bounds, "lower" | "upper">;

function emptyInterval(a: Interval, b: Interval): string | undefined {
  const lower = Math.max(a.lower ?? -Infinity, b.lower ?? -Infinity);
  const upper = Math.min(a.upper ?? Infinity, b.upper ?? Infinity);
  return lower > upper ? `nothing is at least ${lower} and at most ${upper}` : undefined;
}

function outside(value: number, { lower = -Infinity, upper = Infinity }: Interval): boolean {
  return value < lower || value > upper;
}

function twoValues(a: PointValue, b: PointValue): string | undefined {
  const names = new Set([...Object.keys(a.at), ...Object.keys(b.at)]);
  const meet = [...names].every(
    (name) => a.at[name] === undefined || b.at[name] === undefined || a.at[name] === b.at[name],
  );
  return meet && a.value !== b.value ? "a formula has one value at a point" : undefined;
}

/** A formula of n variables has at least n − 1 operators on them. */
function checkSize(constraints: readonly Constraint[]): void {
  const used = new Set(constraints.flatMap((each) => (each.kind === "uses" && each.variable ? [each.variable] : [])));
  const least = Math.max(1, 2 * used.size - 1);
  for (const each of constraints) {
    if (each.kind !== "complexity" || each.most >= least) continue;
    throw new ValueError(
      "CONTRADICTORY_CONSTRAINTS",
      `discover: a complexity of at most ${each.most} leaves no room for the ${used.size} variables that the formula must use. Allow at least ${least}.`,
    );
  }
}

/** Two values along a variable may not go against the way in which the formula must change with it. */
function checkSlopes(constraints: readonly Constraint[]): void {
  const values = constraints.filter((each) => each.kind === "value");
  for (const each of constraints) {
    if ((each.kind !== "increasing" && each.kind !== "decreasing") || each.within) continue;
    const { variable, kind } = each;
    for (const [i, a] of values.entries()) {
      for (const b of values.slice(0, i)) {
        const step =
          ((b.at[variable] ?? Number.NaN) - (a.at[variable] ?? Number.NaN)) * (kind === "increasing" ? 1 : -1);
        const others = [...new Set([...Object.keys(a.at), ...Object.keys(b.at)])].filter((name) => name !== variable);
        const isAlong = others.every(
          (name) => a.at[name] === undefined || b.at[name] === undefined || a.at[name] === b.at[name],
        );
        if (!isAlong || !(step * (b.value - a.value) < 0)) continue;
        throw new ValueError(
          "CONTRADICTORY_CONSTRAINTS",
          `discover: ${textOf(a)} and ${textOf(b)} exclude that the formula is ${kind} in ${variable}. Leave one out.`,
        );
      }
    }
  }
}

function textOf(constraint: Constraint): string {
  if (constraint.kind === "bounds" || constraint.kind === "exponents") {
    return `"${constraint.kind} from ${constraint.lower ?? -Infinity} to ${constraint.upper ?? Infinity}"`;
  }
  if (constraint.kind === "value") {
    const point = Object.entries(constraint.at).map(([name, x]) => `${name} = ${x}`);
    return `"value ${constraint.value} at ${point.join(", ")}"`;
  }
  if (constraint.kind === "limit") return `"limit ${constraint.value} for ${constraint.variable} to ${constraint.to}"`;
  if (constraint.kind === "complexity") return `"complexity ${constraint.most}"`;
  const subject = constraint.variable ?? ("operator" in constraint ? constraint.operator : "");
  return `"${constraint.kind} ${subject}"`;
}
