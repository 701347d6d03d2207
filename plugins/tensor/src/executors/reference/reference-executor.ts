import type { NDArray } from "@mesoscope/core";
import type { Executor } from "../executor.js";
import { runGraph } from "./run-graph.js";

/** 64-bit numbers in TypeScript: slow, always there, and what all others are checked against. */
export const referenceExecutor: Executor = {
  name: "reference",
  precisions: ["double"],
  async prepare(graph, { carried }) {
    let state: readonly NDArray[] = [];
    return {
      load: (given) => {
        state = given;
      },
      run: async (inputs) => {
        const outputs = runGraph(graph, [...state, ...inputs]);
        state = outputs.slice(0, carried);
        return outputs.slice(carried);
      },
      read: async () => [...state],
      dispose: () => {},
    };
  },
};
