import { expect, test } from "vitest";
import { kernels } from "../../../plugins/tensor/dist/executors/reference/kernels.js";
import { inOrder } from "../../../plugins/tensor/dist/graph/order.js";
import { graphOf } from "./case-graph.ts";
import { cases } from "./cases.ts";

test("the cases of executors cover every primitive", () => {
  const covered = new Set(cases.flatMap((one) => inOrder(graphOf(one).graph.outputs).map((t) => t.primitive.name)));
  expect(Object.keys(kernels).filter((name) => !covered.has(name))).toEqual([]);
});
