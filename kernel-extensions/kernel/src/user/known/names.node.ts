import { types } from "node:util";
import type { KnownName, KnownValue } from "../../protocol/user-process.js";
import { lengthOf, ownData } from "../own-data.js";
import { topLevelNames, topLevelValue } from "../top-level.node.js";
import { describeValue } from "./describe-value.node.js";

/** More are no list that a person reads. */
const most = 500;

/** Names that go on from a text such as `spec` or `Math.flo`. Calls no getter. */
export function knownNames(text: string): readonly KnownName[] {
  const path = text.split(".");
  const start = path.pop()!.toLowerCase();
  const isWanted = (name: string) => name.toLowerCase().startsWith(start) && identifier.test(name);
  const found = path.length === 0 ? topLevel(isWanted) : members(valueAt(path), isWanted);
  return found.sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, most);
}

/** What names and dots such as `spec.width` stand for now; undefined for functions, and where there is nothing. */
export function knownValue(text: string): KnownValue | undefined {
  const value = valueAt(text.split("."));
  return value === undefined || typeof value === "function" ? undefined : describeValue(value);
}

const identifier = /^(?!__)[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

function topLevel(isWanted: (name: string) => boolean): KnownName[] {
  const names = new Set([...topLevelNames(), ...Object.getOwnPropertyNames(globalThis)].filter(isWanted));
  return [...names].map((name) => ({
    name,
    type: typeof topLevelValue(name) === "function" ? "function" : "instance",
  }));
}

/** The value behind names and dots; undefined behind a getter. */
function valueAt([first, ...others]: readonly string[]): unknown {
  return others.reduce((value: unknown, name) => dataOf(value, name), topLevelValue(first!));
}

function dataOf(value: unknown, name: string): unknown {
  const owner = prototypes(value).find((object) => Object.hasOwn(object, name));
  return ownData(owner, name);
}

function members(value: unknown, isWanted: (name: string) => boolean): KnownName[] {
  const found = new Map<string, KnownName>();
  for (const object of prototypes(value)) {
    for (const name of namesOf(object)) {
      if (found.has(name) || name === "constructor" || !isWanted(name)) continue;
      found.set(name, { name, type: typeof ownData(object, name) === "function" ? "function" : "property" });
    }
  }
  return [...found.values()];
}

/** Of an array only the length: its entries have no names. */
function namesOf(object: object): readonly string[] {
  return lengthOf(object) === undefined ? Object.getOwnPropertyNames(object) : ["length"];
}

/** An object and those that it takes members from; a proxy could run code at every look. */
function prototypes(value: unknown): readonly object[] {
  if (value === undefined || value === null) return [];
  const chain: object[] = [];
  for (let object = Object(value); object !== null && !types.isProxy(object); object = Object.getPrototypeOf(object)) {
    chain.push(object);
  }
  return chain;
}
