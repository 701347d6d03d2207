import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { print } from "../capture/stream.node.js";
import { errorText } from "../describe-error.node.js";
import { currentRun } from "../run.node.js";
import {
  importedByCell,
  isOfPackage,
  noticeOwnChanges,
  takeChanged,
  versioned,
  withImports,
  withoutRetries,
  withoutVersion,
} from "./local-modules.node.js";

export type Namespace = Record<string, unknown>;

/** Gives a cell's names what `now` exports, where they still mean what `was` exported. */
export type Assign = (was: Namespace, now: Namespace) => void;

/** Names that a cell imported from a local file. */
interface Followed {
  /** The address that was loaded, or tried, last. */
  url: string;
  module: Namespace;
  readonly assign: Assign;
  readonly load: () => Promise<Namespace>;
}

/** By module and names: a cell that runs again counts once. */
const followed = new Map<string, Followed>();
let seen = 0;

/** Has the names of an import follow the file that they come from. */
export function follow(specifier: string, module: Namespace, assign: Assign, load: () => Promise<Namespace>): void {
  const url = importedByCell(specifier);
  if (url !== undefined && !isOfPackage(url)) followed.set(`${specifier} ${assign}`, { url, module, assign, load });
}

/** Loads changed files anew, before a cell runs, where earlier cells have names of theirs; undefined where none has. */
export function followChanges(): Promise<void> | undefined {
  if (followed.size === 0) return undefined;
  const renewals = noticeOwnChanges();
  if (renewals === seen) return undefined;
  seen = renewals;
  return loadChanged(takeChanged());
}

async function loadChanged(changed: ReadonlySet<string>): Promise<void> {
  const loaded = new Set<string>();
  for (const each of followed.values()) {
    const url = versioned(withoutVersion(each.url), undefined);
    if (url === each.url) continue;
    each.url = url;
    const failure = await loadAgain(each);
    const names = changedBelow(url, changed);
    if (failure === undefined) names.forEach((name) => void loaded.add(name));
    else say(`${list(names)} changed and cannot be loaded; names keep what they were.\n${errorText(failure.error)}`);
  }
  if (loaded.size > 0) say(`${list([...loaded])} changed and ${loaded.size > 1 ? "were" : "was"} loaded again.\n`);
}

async function loadAgain(each: Followed): Promise<{ error: unknown } | undefined> {
  try {
    const now = await withoutRetries(each.load);
    each.assign(each.module, now);
    each.module = now;
    return undefined;
  } catch (error) {
    return { error };
  }
}

/** The files that have changed, of those that a module is made of; a file that is there at last has not changed itself. */
function changedBelow(url: string, changed: ReadonlySet<string>): string[] {
  const files = [...withImports(url)].filter((file) => changed.has(file));
  return (files.length > 0 ? files : [withoutVersion(url)]).map((file) => basename(fileURLToPath(file)));
}

const list = (names: readonly string[]): string =>
  names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)} have` : `${names[0]} has`;

const say = (text: string): void => print(currentRun(), "stderr", text);
