import { setTimeout as delay } from "node:timers/promises";
import type { Completions } from "../protocol/type-service.js";
import type { KnownName } from "../protocol/user-process.js";

/** Types that are loaded have this many milliseconds before the values are asked. */
const patience = 150;

/** Completions by types; where these take their time, by the values that are there. */
export async function inTime(
  byTypes: Promise<Completions>,
  loaded: boolean,
  byValues: () => Promise<Completions | undefined>,
): Promise<Completions> {
  const wait = new AbortController();
  const late = delay(loaded ? patience : 0, undefined, { signal: wait.signal }).then(byValues, () => undefined);
  const first = await Promise.race([byTypes, late]);
  wait.abort();
  return first ?? byTypes;
}

/** Names that go on from the text before the cursor; undefined where a value cannot tell, or there is none. */
export async function completeByValues(
  source: string,
  cursor: number,
  names: (text: string) => Promise<readonly KnownName[] | undefined>,
): Promise<Completions | undefined> {
  const text = namesBefore(source, cursor);
  const found = text === undefined ? [] : ((await names(text)) ?? []);
  if (text === undefined || found.length === 0) return undefined;
  return {
    matches: found.map(({ name }) => name),
    start: cursor - (text.length - text.lastIndexOf(".") - 1),
    end: cursor,
    types: found.map(({ name, type }) => ({ text: name, type, signature: "" })),
  };
}

const chain = /(?:[\p{ID_Start}$_][\p{ID_Continue}$]*\.)*[\p{ID_Continue}$]*$/u;
/** What a line ends with where a value may follow. */
const beforeValue = /(?:^|[([{,;=+\-*!&|]|\b(?:await|case|in|of|return|throw|typeof|yield))\s*$/;
/** Where a text or a comment may have begun, an import, a type or a magic. */
const elsewhere = /["'`/]|\b(?:import|interface|type)\b|^%/;

/** The names and dots before the cursor, where they stand for values of cells that have run. */
function namesBefore(source: string, cursor: number): string | undefined {
  const [text] = chain.exec(source.slice(0, cursor))!;
  const above = source.slice(0, cursor - text.length);
  const line = above.slice(above.lastIndexOf("\n") + 1);
  if (text === "" || !beforeValue.test(line) || elsewhere.test(line) || /`|\/\*/.test(above)) return undefined;
  const first = text.includes(".") ? text.slice(0, text.indexOf(".")) : undefined;
  return first !== undefined && isUsed(first, above) ? undefined : text;
}

/** The text may declare the name anew. */
const isUsed = (name: string, text: string) => text.split(/[^\p{ID_Continue}$]+/u).includes(name);
