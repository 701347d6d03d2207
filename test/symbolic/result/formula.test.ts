import { describe, expect, test } from "vitest";
import { parseExpression } from "../../../plugins/symbolic/dist/expression/parse-expression.js";
import { discovery } from "./kinetic.ts";

describe("what a discovery exports", () => {
  test("is its formula, with all digits", () => {
    const { best } = discovery;
    const c1 = String(discovery.constants[0]!.value);
    for (const code of [best.toMathjs(), best.toTypeScript(), best.toPython(), best.toSymPy(), best.toC()]) {
      expect(code).toContain(c1);
    }
    expect(best.toTex()).toMatch(/^E = .*frac/);
    expect(parseExpression(best.toMathjs(), ["m", "v", "T"])).toEqual(best.expression);
  });
});
