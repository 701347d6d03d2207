import { types } from "node:util";
import { ownData } from "./own-data.js";

/** The name of a value's type or class. Calls no getter. */
export function typeName(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "function") return isClass(value) ? "class" : "function";
  if (typeof value !== "object") return typeof value;
  return types.isProxy(value) ? "Proxy" : className(value);
}

const isClass = (value: object) => !types.isProxy(value) && /^class\b/.test(Function.prototype.toString.call(value));

/** The name of the class of an object; `object` where it has none. */
export function className(value: object): string {
  for (let at = Object.getPrototypeOf(value); at && !types.isProxy(at); at = Object.getPrototypeOf(at)) {
    const name = ownData(ownData(at, "constructor"), "name");
    if (typeof name === "string" && name !== "") return name;
  }
  return "object";
}
