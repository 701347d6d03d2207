import { expect, test } from "vitest";
import { parseExpression } from "../../../plugins/symbolic/dist/expression/parse-expression.js";
import { makeDiscovery } from "../../../plugins/symbolic/dist/result/make-discovery.js";
import { searchContext } from "../../../plugins/symbolic/dist/search/search-context.js";
import { found } from "./found.ts";
import { energy, exact, idle, kinetic, mass, speed } from "./kinetic.ts";

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

test("formulas are left out that say the same in more words", () => {
  const { front } = found([mass, speed, idle], energy, {
    ...kinetic,
    formulas: ["2 * m * v^2", "1 / (2 / (m * v^2))", "m / (3 / (v / (1 / v)))"],
  });
  expect(front.map(({ text }) => text)).toEqual(["E = 1 / 2 * m * v^2"]);
  const clean = found([mass, speed, idle], exact, kinetic);
  expect(clean.front.filter(({ loss }) => loss < 1e-24)).toHaveLength(1);
});
