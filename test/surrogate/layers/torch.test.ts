import {
  type ActivationName,
  activation,
  attention,
  convolution,
  dense,
  groupNorm,
  gru,
  type Layer,
  layerNorm,
  lstm,
  maxPool,
  meanPool,
  spectralConvolution,
  transformerBlock,
  transposedConvolution,
  unet,
} from "@mesoscope/surrogate";
import { describe, expect, test } from "vitest";
import { expectTorch, torchCases } from "../against-torch.ts";

const layers: Readonly<Record<string, Layer>> = {
  dense: dense({ units: 4, activation: "tanh" }),
  convolution: convolution({ channels: 4, kernel: 3, activation: "relu" }),
  "convolution, one axis, dilated": convolution({ channels: 2, kernel: 3, dilations: 2 }),
  "convolution, strided": convolution({ channels: 3, kernel: 3, strides: 2 }),
  "convolution, in groups": convolution({ channels: 6, kernel: [3, 3], groups: 2, padding: "none" }),
  transposedConvolution: transposedConvolution({ channels: 2, factor: 2 }),
  maxPool: maxPool({ window: 2 }),
  meanPool: meanPool({ window: 2 }),
  layerNorm: layerNorm(),
  groupNorm: groupNorm({ groups: 3 }),
  lstm: lstm({ units: 4, output: "all" }),
  gru: gru({ units: 4, output: "all" }),
  attention: attention({ heads: 3 }),
  "attention, causal": attention({ heads: 2, causal: true }),
  transformerBlock: transformerBlock({ heads: 3, hidden: 8 }),
  "spectralConvolution, one axis": spectralConvolution({ channels: 2, modes: 4 }),
  "spectralConvolution, two axes": spectralConvolution({ channels: 2, modes: [2, 3] }),
  unet: unet({ channels: 2, outputs: 1 }),
};

describe("outputs and gradients are those of PyTorch", () => {
  test("for every case", () => {
    expect([...Object.keys(layers), "activations"].sort()).toEqual(Object.keys(torchCases).sort());
  });

  test.each(Object.entries(layers))("%s", (name, layer) => {
    expectTorch(layer, torchCases[name]);
  });

  test.each(Object.keys(torchCases.activations))("%s", (name) => {
    expectTorch(activation({ function: name as ActivationName }), torchCases.activations[name]);
  });
});
