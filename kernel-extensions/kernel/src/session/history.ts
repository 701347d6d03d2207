import type { HistoryEntry, HistoryQuery } from "./contract.js";

/** Cells of sessions before this one. */
export interface Archive {
  /** The number of this session. */
  readonly session: number;
  /** Takes a cell of this session. */
  add(entry: Omit<HistoryEntry, "session">): void;
  /** Cells of other sessions, in order; `count` is the most that are wanted. */
  find(query: HistoryQuery): readonly HistoryEntry[];
  /** What is added from now on belongs to another session. */
  begin(): void;
  close(): void;
}

/** What is known where nothing is kept: this is the first session. */
const nothing: Archive = { session: 1, add: () => {}, find: () => [], begin: () => {}, close: () => {} };

/** The cells that ran, in this session and before. */
export class History {
  readonly #archive: Archive;
  #entries: Omit<HistoryEntry, "session">[] = [];

  constructor(archive: Archive = nothing) {
    this.#archive = archive;
  }

  add(entry: Omit<HistoryEntry, "session">): void {
    this.#entries.push(entry);
    this.#archive.add(entry);
  }

  find(query: HistoryQuery): readonly HistoryEntry[] {
    const { access, count = Number.POSITIVE_INFINITY } = query;
    if (access === "range") return this.#range(query);
    const own = this.#own().filter(({ source }) => access === "tail" || matchesGlob(source, query.pattern ?? "*"));
    const missing = Math.max(0, query.unique ? count : count - own.length);
    const found = missing > 0 ? [...this.#archive.find({ ...query, count: missing }), ...own] : own;
    return last(access === "search" && query.unique ? latest(found) : found, count);
  }

  clear(): void {
    this.#entries = [];
    this.#archive.begin();
  }

  close(): void {
    this.#archive.close();
  }

  /** Of a session before this one where the number is below 0, as in `%history -1`. */
  #range({ session = 0, ...query }: HistoryQuery): readonly HistoryEntry[] {
    const { start = 0, stop = Number.POSITIVE_INFINITY } = query;
    const wanted = session > 0 ? session : this.#archive.session + session;
    if (wanted !== this.#archive.session) return this.#archive.find({ ...query, session: wanted });
    return this.#own().filter(({ count }) => count >= start && count < stop);
  }

  #own(): HistoryEntry[] {
    const { session } = this.#archive;
    return this.#entries.map((entry) => ({ session, ...entry }));
  }
}

/** Of equal cells the latest one. */
function latest(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  const kept = new Map(entries.map((entry) => [entry.source, entry]));
  return entries.filter((entry) => kept.get(entry.source) === entry);
}

function last<T>(items: readonly T[], count: number): readonly T[] {
  return items.slice(Math.max(0, items.length - Math.max(0, count)));
}

/** Whether the whole of `text` fits `pattern`; takes at most text × pattern steps, whatever the pattern. */
export function matchesGlob(text: string, pattern: string): boolean {
  let [t, p, star, resume] = [0, 0, -1, 0];
  while (t < text.length) {
    if (pattern[p] === "*") {
      star = p++;
      resume = t;
    } else if (p < pattern.length && (pattern[p] === "?" || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
}
