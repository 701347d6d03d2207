import { displaySymbol } from "@mesoscope/sdk";
import {
  convolution,
  dense,
  flatten,
  type Layer,
  residual,
  sequential,
  unet,
  variationalAutoencoder,
} from "@mesoscope/surrogate";
import { expect, test } from "vitest";

const text = async (layer: Pick<Layer, typeof displaySymbol>) => (await layer[displaySymbol]())["text/plain"];

test("a layer shows its options in a line", async () => {
  expect(await text(convolution({ channels: 4, kernel: [3, 5], activation: "silu" }))).toBe(
    "convolution: channels 4, kernel [3,5], activation silu",
  );
  expect(await text(flatten())).toBe("flatten");
});

test("a network shows a line for each layer, those inside others indented", async () => {
  const network = sequential([residual(sequential([dense({ units: 3 })])), dense({ units: 1 })]);
  expect(await text(network)).toBe(
    [
      "sequential",
      "  parallel: join add",
      "    branches: sequential",
      "    branches: sequential",
      "      dense: units 3",
      "  dense: units 1",
    ].join("\n"),
  );
});

test("layers with a part to play are shown with it", async () => {
  const network = variationalAutoencoder({ encoder: dense({ units: 4 }), decoder: dense({ units: 3 }) });
  expect(await text(network as never)).toBe(
    ["variationalAutoencoder", "  encoder: dense: units 4", "  decoder: dense: units 3"].join("\n"),
  );
});

test("no layer of a large network shows braces", async () => {
  const lines = String(await text(unet({ channels: 4, outputs: 1, groups: 2 }))).split("\n");
  expect(lines.length).toBeGreaterThan(20);
  for (const line of lines) expect(line).toMatch(/^ *[a-zA-Z]+(: [^{}]+)?$/);
});
