import { setTimeout as delay } from "node:timers/promises";
import type { Completions, Inspection } from "../protocol/type-service.js";
import type { KnownName, KnownValue } from "../protocol/user-process.js";
import { together } from "../types/documentation.node.js";
import { namesAt, namesBefore } from "./names-at.js";

/** How long types may take before the values are asked, in milliseconds: JupyterLab waits a second for completions. */
export const patience = { completion: 150, inspection: 1000 };
/** How long the values may take before they are late, in milliseconds: the process that has them may be busy. */
const moment = 50;

/** What the types tell; where they take longer than `patience`, what the values tell, if anything. */
export async function inTime<T>(
  byTypes: Promise<T>,
  patience: number,
  byValues: () => Promise<T | undefined>,
): Promise<T> {
  const wait = new AbortController();
  const late = delay(patience, undefined, { signal: wait.signal }).then(byValues, () => undefined);
  const first = await Promise.race([byTypes, late]);
  wait.abort();
  return first ?? byTypes;
}

/** What the values tell, or the types where they are sooner. The types begin to load when the values had their moment. */
export async function valuesFirst<T>(values: Promise<T | undefined>, byTypes: () => Promise<T>): Promise<T> {
  const known = await soon(values);
  if (!known) return inTime(byTypes(), 0, () => values);
  setImmediate(() => void byTypes().catch(() => {}));
  return known;
}

const soon = <T>(value: Promise<T>) => Promise.race([value, delay(moment, undefined, { ref: false })]);

/** Names that go on from the text before the cursor; undefined where a value cannot tell, or there is none. */
export async function completeByValues(
  source: string,
  cursor: number,
  ask: (text: string) => Promise<readonly KnownName[] | undefined>,
): Promise<Completions | undefined> {
  const text = namesBefore(source, cursor);
  const found = text === undefined ? [] : ((await ask(text)) ?? []);
  if (text === undefined || found.length === 0) return undefined;
  return {
    matches: found.map(({ name }) => name),
    start: cursor - (text.length - text.lastIndexOf(".") - 1),
    end: cursor,
    types: found.map(({ name, type }) => ({ text: name, type, signature: "" })),
  };
}

/** The value that the name at the cursor has now; undefined where it has none. */
export async function inspectByValues(
  source: string,
  cursor: number,
  ask: (text: string) => Promise<KnownValue | undefined>,
): Promise<Inspection | undefined> {
  const name = namesAt(source, cursor);
  const value = name === undefined ? undefined : await ask(name);
  if (!value) return undefined;
  const about = [value.type, value.shape, value.units].filter((part) => part !== undefined).join(", ");
  return {
    found: true,
    text: `Value now: ${about}${value.text && ` ${value.text}`}`,
    markdown: `**Value now:** ${about}${value.text && ` ${inCode(value.text)}`}`,
  };
}

/** What the types tell, and below it the value, where that comes soon. */
export async function withValue(
  byTypes: Promise<Inspection>,
  value: Promise<Inspection | undefined>,
): Promise<Inspection> {
  const found = await byTypes;
  const known = await soon(value);
  return known ? { found: true, ...together([found, known]) } : found;
}

const inCode = (text: string) => (text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``);
