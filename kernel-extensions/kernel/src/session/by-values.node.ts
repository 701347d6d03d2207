import { setTimeout as delay } from "node:timers/promises";
import type { Completions, Inspection } from "../protocol/type-service.js";
import type { KnownName, KnownValue } from "../protocol/user-process.js";
import { namesAt, namesBefore } from "./names-at.js";

/** How long types may take before the values are asked, in milliseconds: JupyterLab waits a second for completions. */
export const patience = { completion: 150, inspection: 1000 };

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

/** One under the other; what the types do not know is told by the value alone. */
export function together(byTypes: Inspection, value: Inspection | undefined): Inspection {
  if (!value || !byTypes.found) return value ?? byTypes;
  const join = (part: "text" | "markdown") => `${byTypes[part]}\n\n${value[part]}`;
  return { found: true, text: join("text"), markdown: join("markdown") };
}

const inCode = (text: string) => (text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``);
