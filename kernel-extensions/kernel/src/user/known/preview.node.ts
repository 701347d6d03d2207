import { inspect, types } from "node:util";
import { lengthOf, ownData } from "../own-data.js";
import { typeName } from "../type-name.node.js";

const longest = 80;
const most = 6;

/** The start of a value in one line of text; what lies deeper is named by its type. */
export function preview(value: unknown): string {
  const text = outer(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function outer(value: unknown): string {
  if (typeof value === "function") return "";
  if (typeof value !== "object" || value === null) return inner(value);
  if (types.isProxy(value)) return "";
  if (types.isDate(value)) return Number.isNaN(dateTime.call(value)) ? "Invalid Date" : dateText.call(value);
  if (types.isNativeError(value)) return String(ownData(value, "message") ?? "");
  const length = lengthOf(value);
  if (length !== undefined) return list(value, length);
  return typeName(value) === "Object" ? record(value) : quantity(value);
}

const { getTime: dateTime, toISOString: dateText } = Date.prototype;

function list(value: object, length: number): string {
  const entryAt = (i: number) =>
    ArrayBuffer.isView(value) ? (value as unknown as ArrayLike<unknown>)[i] : ownData(value, i);
  const entries = Array.from({ length: Math.min(length, most) }, (_, i) => inner(entryAt(i)));
  return `[${[...entries, ...(length > most ? ["…"] : [])].join(", ")}]`;
}

function record(value: object): string {
  const keys = Object.keys(value);
  const entries = keys.slice(0, most).map((key) => `${key}: ${inner(ownData(value, key))}`);
  return `{ ${[...entries, ...(keys.length > most ? ["…"] : [])].join(", ")} }`.replace("{  }", "{}");
}

/** The number of a quantity in its unit, and the unit; `value` is in SI. */
function quantity(value: object): string {
  const unit = ownData(value, "unit");
  const [inSI, factor, offset] = [ownData(value, "value"), ownData(unit, "factor"), ownData(unit, "offset")];
  const symbol = ownData(unit, "symbol");
  const isKnown = isNumber(inSI) && isNumber(factor) && isNumber(offset) && typeof symbol === "string";
  return isKnown ? `${Number(((inSI - offset) / factor).toPrecision(12))} ${symbol}`.trim() : "";
}

const isNumber = (value: unknown): value is number => typeof value === "number";

function inner(value: unknown): string {
  if (typeof value === "function" || (typeof value === "object" && value !== null)) return typeName(value);
  return inspect(value, { maxStringLength: longest, breakLength: Number.POSITIVE_INFINITY });
}
