import { describe, expect, test } from "vitest";
import { skeletonOf } from "../../../../plugins/symbolic/dist/expression/skeleton-of.js";
import { offerWithGroupConstants } from "../../../../plugins/symbolic/dist/search/groups/with-group-constants.js";
import { parseTemplate } from "../../../../plugins/symbolic/dist/search/guesses/template.js";
import { searchContext } from "../../../../plugins/symbolic/dist/search/search-context.js";
import "../../../contract/close.js";
import { run } from "../problems.js";
import { type GroupedProblem, perGroupIn, planted } from "./planted.js";

function offered(problem: GroupedProblem, formula: string) {
  const { expression } = parseTemplate(formula, problem.names);
  const context = searchContext(problem);
  run((within) => offerWithGroupConstants(within, expression), context);
  return context.front.best!.expression;
}

const ranges = { x: () => [0.5, 4] as const };

describe("offerWithGroupConstants", () => {
  test("finds rates that differ by decades", () => {
    const rates = [0.05, 0.4, 1.5, 6];
    const law = ([x]: readonly number[], rate: number) => 3 * Math.exp(-rate * x!);
    const found = offered(planted({ perGroup: rates, rowsPerGroup: 30, ranges, law, noise: 0.02 }), "a * exp(-b * x)");
    expect(perGroupIn(found)).toHaveLength(1);
    expect(perGroupIn(found)[0]!.slice(0, 3)).toBeClose(rates.slice(0, 3), { relative: 0.1 });
  });

  test("finds two constants that differ", () => {
    const law = ([x]: readonly number[], each: number) => each + (20 / each) * x! ** 2;
    const found = offered(
      planted({ perGroup: [3, 30, 12, 70], rowsPerGroup: 30, ranges, law, noise: 0.01 }),
      "a + b * x^2",
    );
    expect(perGroupIn(found)).toHaveLength(2);
  });

  test("leaves one for all where the groups agree after all", () => {
    const law = ([x]: readonly number[], each: number) => each + 400 * x! ** 0.45;
    const found = offered(
      planted({ perGroup: [120, 240, 310, 480, 650], rowsPerGroup: 20, ranges, law, noise: 0.05 }),
      "[300, 400, 500, 400, 450][group] * x^b",
    );
    expect(skeletonOf(found)).toBe("add(g,multiply(c,power(x0,c)))");
  });

  test.each([
    [3, 4],
    [12, 4],
    [40, 3],
    [5, 20],
    [3, 100],
  ])("takes chance for no difference: %d groups of %d rows", (groups, rowsPerGroup) => {
    const seeds = Array.from({ length: 60 }, (_, seed) => seed);
    const wrong = seeds.filter((seed) => {
      const perGroup = new Array<number>(groups).fill(0);
      const law = ([x]: readonly number[]) => 2 + 0.5 * x!;
      const problem = planted({ perGroup, rowsPerGroup, ranges, law, noise: 0.5, seed });
      return perGroupIn(offered(problem, "a + b * x")).length > 0;
    });
    expect(wrong.length).toBeLessThanOrEqual(3);
  });
});
