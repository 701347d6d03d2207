import { joined } from "../bytes.js";
import type { ConfigurationValue } from "../federated-client.js";
import type { ObjectTree } from "./flower-messages.js";
import { decodeProto, encodeProto } from "./flower-schema.js";
import { readNpy, type TypedArray, writeNpy } from "./npy.js";
import { addObject, badObject, type ObjectStore, objectOf } from "./objects.js";

/** What a message carries: arrays and figures, in records that have names. */
export interface FlowerRecords {
  readonly arrays: Readonly<Record<string, Readonly<Record<string, TypedArray>>>>;
  readonly figures: Readonly<Record<string, Readonly<Record<string, ConfigurationValue>>>>;
}

/** The longest piece of an array. */
const chunkBytes = 5_242_880;
const stype = "numpy.ndarray";

interface ArrayDescription {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly stype: string;
  readonly arraychunk_ids: readonly number[];
}

type ProtoValue = Readonly<Record<string, unknown>>;
interface ProtoRecord {
  readonly items?: readonly { readonly key?: string; readonly value?: ProtoValue }[];
}

/**
 * The records of a message from its parts.
 *
 * @throws DataError BAD_OBJECT, BAD_ARRAY
 */
export function readRecords(store: ObjectStore, messageId: string): FlowerRecords {
  const [content] = objectOf(store, messageId, "Message").children;
  const names = content === undefined ? {} : readNames(store, content, "RecordDict");
  const records = Object.entries(names).map(([name, id]) => {
    const { type, body } = objectOf(store, id, "ArrayRecord", "MetricRecord", "ConfigRecord");
    return { name, id, body, isArrays: type === "ArrayRecord" };
  });
  const arrays = records.filter(({ isArrays }) => isArrays).map(({ name, id }) => [name, readArrayRecord(store, id)]);
  const figures = records.filter(({ isArrays }) => !isArrays).map(({ name, body }) => [name, readFigures(body)]);
  return { arrays: Object.fromEntries(arrays), figures: Object.fromEntries(figures) };
}

/** Puts arrays and figures as the records of an answer into the store and gives their tree. */
export async function addRecords(store: ObjectStore, { arrays, figures }: FlowerRecords): Promise<ObjectTree> {
  const records: Record<string, ObjectTree> = {};
  for (const [name, named] of Object.entries(arrays)) {
    const trees: Record<string, ObjectTree> = {};
    for (const [key, array] of Object.entries(named)) trees[key] = await addArray(store, array);
    records[name] = await addNames(store, "ArrayRecord", trees);
  }
  for (const [name, values] of Object.entries(figures)) {
    const items = Object.entries(values).map(([key, value]) => ({ key, value: metricValue(value) }));
    records[name] = await addObject(store, "MetricRecord", encodeProto("Record", { items }));
  }
  return addNames(store, "RecordDict", records);
}

function readArrayRecord(store: ObjectStore, id: string): Record<string, TypedArray> {
  const entries = Object.entries(readNames(store, id, "ArrayRecord"));
  return Object.fromEntries(entries.map(([name, arrayId]) => [name, readArray(store, arrayId)]));
}

function readArray(store: ObjectStore, id: string): TypedArray {
  const { children, body } = objectOf(store, id, "Array");
  const description = readJson(id, body) as ArrayDescription;
  if (description.stype !== stype) throw badObject(id, `its array is serialized as ${description.stype}`);
  const chunks = description.arraychunk_ids.map((i) => objectOf(store, children[i] ?? "", "ArrayChunk").body);
  return readNpy(joined(...chunks));
}

async function addArray(store: ObjectStore, typed: TypedArray): Promise<ObjectTree> {
  const file = writeNpy(typed);
  const chunks: ObjectTree[] = [];
  for (let start = 0; start < file.length; start += chunkBytes) {
    chunks.push(await addObject(store, "ArrayChunk", file.subarray(start, start + chunkBytes)));
  }
  const ids = [...new Set(chunks.map(({ objectId }) => objectId))];
  const description: ArrayDescription = {
    dtype: typed.type,
    shape: typed.array.shape,
    stype,
    arraychunk_ids: chunks.map(({ objectId }) => ids.indexOf(objectId)),
  };
  return addObject(store, "Array", jsonBytes(description), chunks);
}

function readNames(store: ObjectStore, id: string, type: string): Record<string, string> {
  return readJson(id, objectOf(store, id, type).body) as Record<string, string>;
}

function addNames(store: ObjectStore, type: string, trees: Readonly<Record<string, ObjectTree>>): Promise<ObjectTree> {
  const names = Object.fromEntries(Object.entries(trees).map(([name, { objectId }]) => [name, objectId]));
  return addObject(store, type, jsonBytes(names), Object.values(trees));
}

function readJson(id: string, body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw badObject(id, "its description cannot be read");
  }
}

const jsonBytes = (value: object) => new TextEncoder().encode(JSON.stringify(value));

function readFigures(body: Uint8Array): Record<string, ConfigurationValue> {
  const { items = [] } = decodeProto<ProtoRecord>("Record", body);
  return Object.fromEntries(items.map(({ key = "", value = {} }) => [key, readValue(value)]));
}

function readValue(value: ProtoValue): ConfigurationValue {
  const [kind = "", given] = Object.entries(value)[0] ?? [];
  const isWhole = /int/.test(kind);
  const convert = (one: unknown) => (isWhole ? readWhole(String(one)) : (one as ConfigurationValue));
  if (!kind.endsWith("List")) return convert(given);
  return ((given as { vals?: unknown[] }).vals ?? []).map(convert);
}

function readWhole(text: string): number | bigint {
  return Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text);
}

function metricValue(value: ConfigurationValue): ProtoValue {
  return typeof value === "bigint" ? { sint64: String(value) } : { double: value };
}
