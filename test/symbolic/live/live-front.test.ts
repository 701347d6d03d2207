import { displaySymbol, installRunContext, isDisplayable, type MimeBundle } from "@mesoscope/sdk";
import { afterEach, describe, expect, test, vi } from "vitest";
import { parseExpression } from "../../../plugins/symbolic/dist/expression/parse-expression.js";
import { LiveFront } from "../../../plugins/symbolic/dist/live/live-front.js";
import type { Problem } from "../../../plugins/symbolic/dist/search/problem.js";
import { searchContext } from "../../../plugins/symbolic/dist/search/search-context.js";

const x = Float64Array.from({ length: 50 }, (_, i) => 1 + i / 10);
const problem: Problem = {
  rows: 50,
  columns: [x],
  target: x.map((value) => value ** 2),
  names: ["x"],
  constantsMayHaveUnits: false,
  seed: 0,
};
const presentation = { columns: [0], width: 1, rows: 50, units: [""], target: { name: "y", unit: "" }, groups: [] };
const read = { problem, presentation };
/** Until what was begun is drawn. */
const drawn = () => new Promise((resolve) => setTimeout(resolve, 20));
const context = searchContext(problem);
context.offer(parseExpression("2 * x", ["x"]));
const first = [...context.front.members];
context.offer(parseExpression("x^2", ["x"]));
const second = [...context.front.members];

async function shown(live: LiveFront, now: ReturnType<typeof state>): Promise<void> {
  live.show(now);
  await drawn();
}

const state = (seconds: number, front = first, more = {}) => ({
  stages: [{ name: "power laws", isFinished: false }],
  seconds,
  secondsInAll: 60,
  work: 4.1e9 * seconds,
  front,
  isPaused: false,
  ...more,
});

afterEach(() => {
  installRunContext(undefined);
  vi.restoreAllMocks();
});

describe("without a notebook", () => {
  test("prints lines, and not too many", async () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    const live = new LiveFront(read);
    for (const seconds of [0.1, 0.2, 0.5, 1, 2, 4, 9]) await shown(live, state(seconds));
    expect(log).toHaveBeenCalledTimes(1);
    await shown(live, state(9.1, second));
    await shown(live, state(9.2, second));
    await shown(live, state(19.2, second));
    await shown(live, state(19.3, second, { isPaused: true }));
    await live.finish(state(19.4, second));
    const lines = log.mock.calls.map(([line]) => line);
    expect(lines).toHaveLength(5);
    expect(lines[1]).toBe("9.1 of 60 s  power laws  3.7e10 evaluations  best: y = x^2  R² 1");
    expect(lines[3]).toContain("power laws, paused");
  });

  test("says no end of a search whose time is not limited", async () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    await shown(new LiveFront(read), state(12, first, { secondsInAll: undefined }));
    expect(log.mock.calls[0]![0]).toMatch(/^12 s {2}power laws/);
  });

  test("says when nothing was found yet", async () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    await shown(new LiveFront(read), state(1.1, []));
    expect(log.mock.calls[0]![0]).toContain("nothing found yet");
  });
});

describe("in a notebook", () => {
  async function shownBy(run: (live: LiveFront) => Promise<void>): Promise<MimeBundle[][]> {
    const places: MimeBundle[][] = [];
    const bundleOf = async (value: unknown) => {
      if (!isDisplayable(value)) throw new Error("what is shown does not show itself");
      return value[displaySymbol]();
    };
    installRunContext({
      tick: () => undefined,
      clearOutput: () => {},
      input: () => Promise.reject(new Error("nothing is asked")),
      async display(value) {
        const place = [await bundleOf(value)];
        places.push(place);
        return { id: String(places.length), update: async (next) => void place.push(await bundleOf(next)) };
      },
    });
    await run(new LiveFront(read));
    return places;
  }

  test("draws the front when it has changed, and the progress four times a second", async () => {
    const [progress, front] = (await shownBy(async (live) => {
      for (let i = 1; i <= 20; i++) await shown(live, state(i / 10, i < 10 ? first : second));
    })) as [MimeBundle[], MimeBundle[]];
    expect(progress.length).toBeGreaterThan(5);
    expect(progress.length).toBeLessThan(10);
    expect(front).toHaveLength(3);
    expect(progress.at(-1)!["text/plain"]).toContain("best: y = x^2");
    expect(JSON.stringify(front[2]!["application/vnd.vegalite.v5+json"])).toContain("picked");
  });

  test("leaves a picture that a page without the kernel shows", async () => {
    const [, front] = await shownBy((live) => live.finish(state(3, second)));
    expect(front![1]!["image/svg+xml"]).toContain("<svg");
  });

  test("makes room for the result", async () => {
    const [progress, front] = await shownBy((live) => live.finish(state(3, second), { keepsFront: false }));
    expect(Object.keys(front!.at(-1)!)).toEqual(["text/plain", "text/html"]);
    expect(progress!.at(-1)!["text/plain"]).toContain("best: y = x^2");
  });

  test("knows a front that another thread has sent again", async () => {
    const [, front] = await shownBy(async (live) => {
      await shown(live, state(1, second));
      await shown(live, state(2, structuredClone(second)));
    });
    expect(front).toHaveLength(2);
  });
});
