import type { HistoryEntry, HistoryQuery } from "./contract.js";

/** The cells that ran in this session, in order. */
export class History {
  readonly #entries: HistoryEntry[] = [];

  add(entry: HistoryEntry): void {
    this.#entries.push(entry);
  }

  find(query: HistoryQuery): readonly HistoryEntry[] {
    const { count = Number.POSITIVE_INFINITY, start = 0, stop = Number.POSITIVE_INFINITY } = query;
    switch (query.access) {
      case "range":
        return this.#entries.filter((entry) => entry.count >= start && entry.count < stop);
      case "tail":
        return last(this.#entries, count);
      case "search":
        return last(this.#search(query.pattern ?? "*", query.unique ?? false), count);
    }
  }

  clear(): void {
    this.#entries.length = 0;
  }

  #search(pattern: string, unique: boolean): HistoryEntry[] {
    const matches = this.#entries.filter(({ source }) => matchesGlob(source, pattern));
    if (!unique) return matches;
    const latest = new Map(matches.map((entry) => [entry.source, entry]));
    return matches.filter((entry) => latest.get(entry.source) === entry);
  }
}

function last<T>(items: T[], count: number): T[] {
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
