import { band, columns, type Figure, heatmap, layer, line, ownView, type SliderOptions, slider } from "@mesoscope/plot";
import { describe, expect, test } from "vitest";

const figure = line({ x: [0, 1], y: [0, 1] });
const predictive = {
  mean: { data: Float64Array.of(1, 2) },
  interval: () => ({ lower: { data: Float64Array.of(0, 1) }, upper: { data: Float64Array.of(2, 3) } }),
};

/** What a call throws, with the length that a reader can take in. */
function thrownBy(call: () => unknown): { code: string; message: string } {
  try {
    call();
  } catch (error) {
    return error as { code: string; message: string };
  }
  throw new Error("nothing was thrown");
}

describe("what is no figure, grid or prediction", () => {
  const wrong = undefined as unknown as Figure;

  test.each<[string, () => unknown, string, RegExp]>([
    ["a list of figures", () => layer([figure] as unknown as Figure), "BAD_VALUE", /^layer: found an array where/],
    ["nothing beside a figure", () => columns(figure, wrong), "BAD_VALUE", /^columns: found undefined where/],
    ["an object", () => layer(figure, { x: 1 } as unknown as Figure), "BAD_VALUE", /^layer: found an object where/],
    ["a grid without cells", () => heatmap({ values: [] }), "EMPTY", /^heatmap: values has no cells/],
    ["an array as a grid", () => heatmap([[1, 2]] as never), "BAD_DATA", /^heatmap: found an array without values/],
    [
      "a slider without a function",
      () => slider({ name: "p", values: [1, 2] } as unknown as SliderOptions),
      "BAD_OPTION",
      /figure is undefined/,
    ],
    [
      "a view without a description",
      () => ownView({ mark: "bar" }, {} as never),
      "BAD_VALUE",
      /^ownView: found an object/,
    ],
    ["a list as a view", () => ownView([] as never, { description: "x" }), "BAD_VALUE", /^ownView: found an array/],
    [
      "a view of one's own in a layer",
      () => layer(ownView({ mark: "bar" }, { description: "x" }), figure),
      "BAD_VALUE",
      /its own view/,
    ],
    ["a slider without anything", () => slider(undefined as never), "BAD_OPTION", /^slider: values must be/],
    [
      "a frame that is none",
      () => slider({ name: "p", values: [1, 2], figure: (p) => p as never }),
      "BAD_VALUE",
      /^slider: found a number/,
    ],
    ["a model", () => band({ x: [1, 2] }, { predict: () => 0 } as never), "BAD_DATA", /model\.predictive\(X\)/],
    [
      "a shorter prediction",
      () => band({ x: [1, 2, 3] }, predictive as never),
      "SHAPE_MISMATCH",
      /x has 3 values but the prediction has 2/,
    ],
  ])("%s", (_, call, code, message) => {
    const error = thrownBy(call);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(error.message.length).toBeLessThan(160);
  });
});
