import { types } from "node:util";
import { displaySymbol, type Variable } from "@mesoscope/sdk";
import { grouped } from "../grouped.js";
import { lengthOf, ownData } from "../own-data.js";
import { className, typeName } from "../type-name.node.js";
import { preview } from "./preview.node.js";
import { thumbnailOf } from "./thumbnail.js";

/** What a list shows of a value. Calls no getter and no method of the user, and runs through nothing that is made on demand. */
export function describeValue(value: unknown): Omit<Variable, "name"> {
  const type = typeName(value);
  if (typeof value !== "object" || value === null || types.isProxy(value)) return { type, text: preview(value) };
  return { type, shape: shapeOf(value), units: unitsOf(value), text: preview(value), thumbnail: thumbnailOf(value) };
}

const times = (extents: readonly number[]) => extents.map(grouped).join(" × ");

function shapeOf(value: object): string | undefined {
  const shape = ownData(value, "shape");
  if (isExtents(shape)) return times(shape);
  const length = lengthOf(value);
  if (length !== undefined) return times([length]);
  if (types.isMap(value)) return entries(mapSize.call(value));
  if (types.isSet(value)) return entries(setSize.call(value));
  const dataset = datasetOf(value);
  return dataset && `${times([dataset.rowCount])} rows × ${times([dataset.columns.length])} columns`;
}

const entries = (size: number) => `${grouped(size)} ${size === 1 ? "entry" : "entries"}`;
const mapSize = Object.getOwnPropertyDescriptor(Map.prototype, "size")!.get!;
const setSize = Object.getOwnPropertyDescriptor(Set.prototype, "size")!.get!;

/** Extents along axes, as arrays of libraries keep them. */
function isExtents(shape: unknown): shape is readonly number[] {
  return Array.isArray(shape) && shape.length < 33 && shape.every((extent) => Number.isSafeInteger(extent));
}

/** The unit of a quantity; of a data set those of its columns. */
function unitsOf(value: object): string | undefined {
  const unit = ownData(value, "unit");
  const symbol = typeof unit === "string" ? unit : ownData(unit, "symbol");
  if (typeof symbol === "string" && symbol !== "") return symbol;
  const units = [...new Set(Object.values(datasetOf(value)?.units ?? {}))];
  return units.length > 0 ? units.join(", ") : undefined;
}

interface DatasetLike {
  readonly rowCount: number;
  readonly columns: readonly string[];
  readonly units: Readonly<Record<string, string>>;
}

/** A `Dataset` of ours: its getters only count what is there. */
function datasetOf(value: object): DatasetLike | undefined {
  if (className(value) !== "Dataset") return undefined;
  const members = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(value));
  const counts = ["rowCount", "columns", "units"].every((name) => members[name]?.get);
  return counts && displaySymbol in members ? (value as DatasetLike) : undefined;
}
