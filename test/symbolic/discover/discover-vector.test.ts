import { displaySymbol } from "@mesoscope/sdk";
import { discoverVector } from "@mesoscope/symbolic";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

beforeEach(() => {
  vi.spyOn(console, "log").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

const X = Array.from({ length: 60 }, (_, i) => [1 + i / 20, 1 + ((i * 7) % 13) / 4]);
const noise = (i: number, scale: number) => scale * Math.sin(i * 12.9898 * 43758.5453);

it("finds one structure with constants of their own where the targets have it", async () => {
  const Y = X.map(([a, b], i) =>
    [2, 3.3, 0.7].map((k, j) => k * (a as number) * Math.sqrt(b as number) + noise(3 * i + j, 0.02)),
  );
  const found = await discoverVector({ names: ["a", "b"], work: 6e7, threads: 1 }).fit(X, Y);
  expect(found.isShared).toBe(true);
  expect(found.laws.map(({ best }) => best.form)).toEqual(
    Array.from({ length: 3 }, (_, j) => (found.laws[0]?.best.form ?? "").replace("y0", `y${j}`)),
  );
  expect(found.predict([[2, 4]]).shape).toEqual([1, 3]);
  expect(found.predict([[2, 4]]).data[1]).toBeCloseTo(13.2, 1);
}, 60_000);

it("keeps a law for each where they differ, and shows them", async () => {
  const Y = X.map(([a, b]) => [(a as number) * (b as number), (a as number) + (b as number)]);
  const found = await discoverVector({ names: ["a", "b"], threads: 1 }).fit(X, Y);
  expect(found.isShared).toBe(false);
  expect((await found[displaySymbol]())["text/plain"]).toContain("a law for each target");
  expect(found.predict([[7, 3]]).data).toEqual(Float64Array.of(21, 10));
});

it("wants a name for every target or for none", async () => {
  const bad = discoverVector({ targets: [{ name: "u" }] }).fit(X, X);
  await expect(bad).rejects.toThrow(/targets has 1 entries but Y has 2 columns/);
});
