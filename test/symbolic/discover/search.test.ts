import { type DiscoverOptions, discover, type Search } from "@mesoscope/symbolic";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const X = Array.from({ length: 300 }, (_, i) => [1 + i / 50, 1 + ((i * 7) % 31) / 5]);
/** No short formula: a search goes on for ever. */
const rough = X.map(([a, b], i) => Math.sin(a as number) * (b as number) ** 1.3 + Math.tanh((i * 2654435761) % 17));

beforeEach(() => {
  vi.spyOn(console, "log").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(5);
}

async function started(threads = 1): Promise<Search> {
  const search = discover({ threads }).search(X, rough);
  await until(() => search.front.length > 0);
  return search;
}

describe("a running search", () => {
  it("holds while it is paused, goes on, and keeps what it has when it is stopped", async () => {
    const search = await started(2);
    search.pause();
    expect([search.isRunning, search.isPaused]).toEqual([false, true]);
    const { seconds } = search;
    await pause(1000);
    const { work } = search;
    await pause(300);
    expect([search.work, search.seconds]).toEqual([work, seconds]);
    search.resume();
    await until(() => search.work > work);
    const law = await search.stop();
    expect([search.isRunning, search.isPaused]).toEqual([false, false]);
    expect(law.front.length).toBeGreaterThan(0);
  });

  it("has an answer even when it is stopped before its threads have started", async () => {
    const search = discover({ threads: 2 }).search(X, rough);
    const { best, search: report } = await search.stop();
    expect([best.text, report?.ended]).toEqual([expect.stringMatching(/^y = [\d.]+$/), "stopped"]);
  });

  it("tries a formula that is handed in while it runs", async () => {
    const search = await started();
    search.inject("sin(x0) * x1^1.3");
    await until(() => search.front.some(({ expression }) => JSON.stringify(expression).includes('"power"')));
    await search.stop();
    expect(() => search.inject("sin(x0")).toThrow(/sin\(x0/);
  });

  it("ends when its time is over", async () => {
    const search = discover({ seconds: 0.3, threads: 1 }).search(X, rough);
    await search.result;
    expect(search.seconds).toBeGreaterThanOrEqual(0.3);
  });

  it("tells when it ends at the latest, also where that was not given", async () => {
    const end = async (options: DiscoverOptions) => {
      const search = discover({ threads: 1, ...options }).search(X, rough);
      await search.stop();
      return search.secondsInAll;
    };
    expect(await end({})).toBe(60);
    expect(await end({ seconds: 5 })).toBe(5);
    expect(await end({ work: 1e9 })).toBeUndefined();
    expect(await end({ work: 1e9, seconds: 5 })).toBe(5);
  });

  it("keeps a form that somebody gave as it was written", async () => {
    const line = X.map(([a]) => 6 * (a as number));
    const fitted = async (options: DiscoverOptions) =>
      (await discover({ threads: 1, work: 1e7, names: ["a", "b"], ...options }).fit(X, line)).best.form;
    expect(await fitted({ template: "p / (1 / a)" })).toBe("y = c1 / (1 / a)");
  });

  it("goes on another day with the front it had, and with no other data", async () => {
    const search = await started();
    const saved = JSON.parse(JSON.stringify(search.save()));
    await search.stop();
    const later = discover({ threads: 1, continueFrom: saved }).search(X, rough);
    expect(later.front).toEqual(saved.front);
    expect(later.work).toBeGreaterThanOrEqual(saved.work);
    await later.stop();
    expect(() => discover({ continueFrom: saved }).search(X, rough.toReversed())).toThrow(/other data/);
    expect(() => discover({ continueFrom: {} as never }).search(X, rough)).toThrow(/no saved search/);
  });
});

describe("discover", () => {
  it("gives the same for the same work, whatever the speed of the threads", async () => {
    const found = () => discover({ work: 2e8, threads: 2, seed: 3 }).fit(X, rough);
    const first = (await found()).front.map(({ text }) => text);
    expect((await found()).front.map(({ text }) => text)).toEqual(first);
  }, 60_000);

  it("ends early with an exact law", async () => {
    const law = await discover({ names: ["m", "v"] }).fit(
      X,
      X.map(([m, v]) => ((m as number) * (v as number) ** 2) / 2),
    );
    expect(law.predict([[3, 4]]).data[0]).toBeCloseTo(24, 10);
    expect(law.search?.seconds).toBeLessThan(30);
  });

  it("refuses options that leave nothing to do", () => {
    expect(() => discover({ seconds: 0 })).toThrow(/seconds is 0, so that nothing could be tried/);
    expect(() => discover({ work: -1 })).toThrow(/work is -1/);
    expect(() => discover({ threads: 1.5 })).toThrow(/threads is 1.5/);
    expect(() => discover({ second: 3 } as never)).toThrow(/second/);
  });
});
