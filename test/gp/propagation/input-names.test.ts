import { dataset } from "@mesoscope/fusion";
import {
  bayesianOptimization,
  gaussianProcess,
  loadOptimization,
  mainEffects,
  nextPoints,
  shapleyEffects,
  sobolIndices,
} from "@mesoscope/gp";
import { type Displayable, displaySymbol } from "@mesoscope/sdk";
import { expect, test } from "vitest";

const text = async (shown: Displayable) => String((await shown[displaySymbol]())["text/plain"]);
const sum = ([a, b]: number[]) => a! + 2 * b!;
const unit = [
  [0, 1],
  [0, 1],
] as const;
const names = ["load", "gap"];

test.each([
  ["sobolIndices", (options: object) => sobolIndices(sum, unit, { samples: 8, ...options })],
  ["shapleyEffects", (options: object) => shapleyEffects(sum, unit, { samples: 2, ...options })],
  ["mainEffects", (options: object) => mainEffects(sum, unit, { samples: 8, points: 2, ...options })],
  [
    "bayesianOptimization",
    async (options: object) => {
      const study = bayesianOptimization({ bounds: unit, ...options });
      study.tell([[0.5, 0.5]], [1]);
      return loadOptimization(JSON.parse(JSON.stringify(study)));
    },
  ],
])("%s shows its inputs by name", async (owner, run) => {
  expect(await text(await run({ names }))).toMatch(/load[\s\S]*gap/);
  expect(await text(await run({}))).toMatch(/x0[\s\S]*x1/);
  await expect(run({ names: ["load"] })).rejects.toMatchObject({
    code: "BAD_OPTION",
    message: `${owner}: names is ["load"] for 2 inputs. Give a list with one text for each.`,
  });
});

test("a model of a table knows the names", async () => {
  const table = dataset({ load: [0, 1, 2, 3, 4], gap: [1, 0, 2, 1, 0], y: [0, 1, 3, 2, 4] });
  const model = await gaussianProcess({ starts: 1 }).fit(table.select(["load", "gap"]), table.column("y"));
  expect(await text(await sobolIndices(model, unit, { samples: 8 }))).toMatch(/load[\s\S]*gap/);
  expect(await text(await nextPoints(model, { bounds: unit }))).toMatch(/load +gap/);
});
