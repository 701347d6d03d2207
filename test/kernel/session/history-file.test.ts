import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { History } from "../../../kernel-extensions/kernel/dist/session/history.js";
import { HistoryFile } from "../../../kernel-extensions/kernel/dist/session/history-file.node.js";
import { historyPlace } from "../../../kernel-extensions/kernel/dist/session/history-place.node.js";

let folder: string;
let file: string;
const opened: History[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "history-"));
  file = join(folder, "mesoscope", "history.sqlite");
});
afterEach(() => {
  for (const history of opened.splice(0)) history.close();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** A session that has run these cells; it is still open. */
function session(...sources: string[]): History {
  const history = new History(new HistoryFile(file));
  opened.push(history);
  sources.forEach((source, i) => {
    history.add({ count: i + 1, source });
  });
  return history;
}

/** One that has ended. */
function ended(...sources: string[]): void {
  session(...sources).close();
}

const tuples = (history: History, query: Parameters<History["find"]>[0]) =>
  history.find(query).map(({ session, count, source }) => [session, count, source]);

describe("HistoryFile", () => {
  test("gives the cells of earlier sessions before those of this one", () => {
    ended("a", "b");
    ended("c");
    const now = session("d");
    expect(tuples(now, { access: "tail", count: 3 })).toEqual([
      [1, 2, "b"],
      [2, 1, "c"],
      [3, 1, "d"],
    ]);
    expect(tuples(now, { access: "tail", count: 0 })).toEqual([]);
    expect(tuples(now, { access: "tail" })).toHaveLength(4);
  });

  test("names sessions by their number, or counted back from this one", () => {
    ended("a", "b", "c");
    const now = session("d");
    expect(tuples(now, { access: "range", session: -1, start: 2 })).toEqual([
      [1, 2, "b"],
      [1, 3, "c"],
    ]);
    expect(tuples(now, { access: "range", session: 1, start: 1, stop: 2 })).toEqual([[1, 1, "a"]]);
    expect(tuples(now, { access: "range", session: 0 })).toEqual([[2, 1, "d"]]);
    expect(tuples(now, { access: "range", session: 9 })).toEqual([]);
  });

  test("searches all sessions, and gives the latest of equal cells", () => {
    ended("plot(1)", "fit()", "plot(1)");
    const now = session("plot(2)", "plot(1)");
    const pattern = "plot(*)";
    expect(tuples(now, { access: "search", pattern })).toHaveLength(4);
    expect(tuples(now, { access: "search", pattern, unique: true })).toEqual([
      [2, 1, "plot(2)"],
      [2, 2, "plot(1)"],
    ]);
    expect(tuples(now, { access: "search", pattern: "fit*", count: 1 })).toEqual([[1, 2, "fit()"]]);
    expect(tuples(now, { access: "search", pattern: "[f]it*" })).toEqual([]);
  });

  test("agrees with one list of all cells, whatever was typed", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "b", "*", "'", "\n", "é"), minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { maxLength: 4 }), { minLength: 1, maxLength: 3 }),
        fc.nat(6),
        fc.boolean(),
        (sessions, count, unique) => {
          rmSync(dirname(file), { recursive: true, force: true });
          for (const sources of sessions.slice(0, -1)) ended(...sources);
          const now = session(...sessions.at(-1)!);
          const all = sessions.flat();
          const kept = unique ? all.filter((source, i) => all.lastIndexOf(source) === i) : all;
          const found = now.find({ access: "search", pattern: "*", count, unique }).map(({ source }) => source);
          now.close();
          expect(found).toEqual(kept.slice(kept.length - Math.min(count, kept.length)));
        },
      ),
      { numRuns: 40 },
    );
  });

  test("is shared by sessions that run at the same time", () => {
    const [first, second] = [session("a"), session("b")];
    expect(tuples(first, { access: "tail" })).toEqual([[1, 1, "a"]]);
    expect(tuples(second, { access: "tail" })).toEqual([[2, 1, "b"]]);
    first.close();
    expect(tuples(second, { access: "tail" })).toEqual([
      [1, 1, "a"],
      [2, 1, "b"],
    ]);
  });

  test("keeps what cannot be written until it can, and says so once", () => {
    const report = vi.spyOn(console, "error").mockImplementation(() => {});
    writeFileSync(join(folder, "mesoscope"), "");
    const now = session("a");
    expect(tuples(now, { access: "tail" })).toEqual([[1, 1, "a"]]);
    now.find({ access: "tail" });
    expect(report).toHaveBeenCalledTimes(1);
    rmSync(join(folder, "mesoscope"));
    now.add({ count: 2, source: "b" });
    now.close();
    expect(tuples(session(), { access: "tail" }).map(([, , source]) => source)).toEqual(["a", "b"]);
  });

  test("puts a damaged file aside", () => {
    ended("a");
    writeFileSync(file, "this is no database, and long enough to be read as one".repeat(100));
    rmSync(`${file}-wal`, { force: true });
    ended("b");
    expect(tuples(session(), { access: "tail" }).map(([, , source]) => source)).toEqual(["b"]);
    expect(readdirSync(dirname(file))).toContain("history.sqlite.damaged");
  });

  test.skipIf(process.platform === "win32")("is for its owner only", () => {
    ended("a");
    expect(statSync(dirname(file)).mode & 0o077).toBe(0);
  });
});

test("historyPlace follows MESOSCOPE_HISTORY, then the person's data folder", () => {
  expect(historyPlace({ MESOSCOPE_HISTORY: "off" })).toBeUndefined();
  expect(historyPlace({ MESOSCOPE_HISTORY: "/data/h.sqlite" })).toBe("/data/h.sqlite");
  expect(historyPlace({ XDG_DATA_HOME: "/data" })).toBe(join("/data", "mesoscope", "history.sqlite"));
  expect(historyPlace({})).toMatch(/mesoscope.history\.sqlite$/);
});
