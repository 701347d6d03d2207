import type { Variable, VariableList } from "@mesoscope/sdk";
import { topLevelNames, topLevelValue } from "../top-level.node.js";
import { typeName } from "../type-name.node.js";
import { describeValue } from "./describe-value.node.js";

/** More are no list that a person reads. */
const most = 500;
/** How long all descriptions together may take, in milliseconds; the rest is told by type alone. */
const budget = 100;
/** A value that took longer is not looked into again, in milliseconds. */
const tooLong = 50;

const slow = new WeakSet<object>();

/** The variables of the notebook, the latest first. */
export function knownVariables(): VariableList {
  const names = topLevelNames().toReversed();
  const end = performance.now() + budget;
  const variables = names.slice(0, most).map((name) => variable(name, end));
  return { variables, more: Math.max(0, names.length - most) };
}

function variable(name: string, end: number): Variable {
  const value = topLevelValue(name);
  const begun = performance.now();
  const key = typeof value === "object" && value !== null ? value : undefined;
  if (begun > end || (key && slow.has(key))) return { name, type: typeName(value), text: "" };
  const described = { name, ...describeValue(value) };
  if (key && performance.now() - begun > tooLong) slow.add(key);
  return described;
}
