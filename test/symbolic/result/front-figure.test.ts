import { ownView } from "@mesoscope/plot";
import { describe, expect, test } from "vitest";
import { found } from "./found.ts";

const x = Float64Array.from({ length: 400 }, (_, i) => 1 + i / 100);
const offered = { names: ["x"], formulas: ["2", "2 * x", "x^2 * log(x)"] };
const law = found(
  [x],
  x.map((value) => value ** 2 * Math.log(value)),
  offered,
);
const figure = await law.figure();

interface Spec {
  readonly params: readonly { readonly value: readonly { readonly formula: number }[] }[];
  readonly [name: string]: unknown;
}

/** The picture after a click on a formula of the front. */
function afterClick(formula: number): Promise<string> {
  const spec = figure.spec as unknown as Spec;
  const params = spec.params.map((param) => ({ ...param, value: [{ formula }] }));
  return ownView({ ...spec, params }, { description: "after a click" }).toSVG();
}

describe("the figure of a front", () => {
  test("shows the formula that is clicked, and its fit", async () => {
    const [first, second, last] = await Promise.all([0, 1, 2].map(afterClick));
    for (const [k, svg] of [first, second, last].entries()) {
      expect(law.front.map(({ text }) => svg!.includes(`>${text}<`))).toEqual([0, 1, 2].map((other) => other === k));
    }
    const curveOf = (svg: string) => /stroke="#D55E00"[^>]*d="([^"]*)"|d="([^"]*)"[^>]*stroke="#D55E00"/.exec(svg)?.[0];
    expect(curveOf(first!)).toBeDefined();
    expect(new Set([first, second, last].map((svg) => curveOf(svg!))).size).toBe(3);
  });

  test("starts with the chosen one", async () => {
    expect((await figure.toSVG()).includes(">y = x^2 * log(x)<")).toBe(true);
    expect(figure.description).toMatch(/^3 formulas by complexity.*chosen: y = x\^2 \* log\(x\), R² = 1\.$/);
  });

  test("shows at most 300 rows, whatever the data", () => {
    const text = JSON.stringify(figure.spec);
    expect(text.match(/"observed":/g)!.length).toBeLessThan(310);
  });

  test("shows several inputs against what was observed", async () => {
    const z = x.map((value) => Math.sin(9 * value));
    const two = found(
      [x, z],
      x.map((value, i) => value * z[i]!),
      { names: ["x", "z"], formulas: ["2 * x", "x * z"] },
    );
    expect((await (await two.figure()).toSVG()).includes("y, observed")).toBe(true);
  });
});
