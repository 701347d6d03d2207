import { expect, test } from "vitest";
import { parseExpression } from "../../../plugins/symbolic/dist/expression/parse-expression.js";
import { makeDiscovery } from "../../../plugins/symbolic/dist/result/make-discovery.js";
import { searchContext } from "../../../plugins/symbolic/dist/search/search-context.js";

const x = Float64Array.from({ length: 20 }, (_, i) => 1 + i);
const problem = { rows: 20, columns: [x], target: x, names: ["x"], constantsMayHaveUnits: false, seed: 0 };
const presentation = { columns: [0], width: 1, rows: 20, units: [""], target: { name: "y", unit: "" }, groups: [] };

test("a result is worked out when it is asked, and once", () => {
  const { front, evaluator, offer } = searchContext(problem);
  offer(parseExpression("2 * x", ["x"]));
  let times = 0;
  const discovery = makeDiscovery({
    problem,
    evaluator,
    presentation,
    get front() {
      times++;
      return front.members;
    },
  });
  expect(times).toBe(0);
  expect([discovery.best.text, discovery.front.length]).toEqual(["y = x", 1]);
  expect(discovery.best).toBe(discovery.front[0]);
  expect(times).toBe(1);
});
