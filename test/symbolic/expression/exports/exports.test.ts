import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseExpression, printExpression, toC, toPython, toTypeScript } from "@mesoscope/symbolic";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { variablesOf } from "../../../../plugins/symbolic/dist/expression/expression.js";
import { reference } from "../../../contract/close.ts";
import { hasFiniteNumbers, pointsOf, randomExpressions, valuesOf, names as xyz } from "../random-expressions.ts";

const code = (name: string) => expect.objectContaining({ code: name });
const { points, cases } = reference("symbolic/exports.json");
const names = ["x", "sigma_0", "lambda"];
const compiler = ["cc", "gcc", "clang"].find((command) => runs(command, ["--version"]));

type Case = { text: string; numpy: string; sympy: string; values: number[] };

describe.each(cases as Case[])("$text", ({ text, numpy, sympy, values }) => {
  const expression = parseExpression(text, names);
  const used = variablesOf(expression).map((index) => names[index]!);
  const columns = [...used, ...(text.includes("group") ? ["group"] : [])];
  const rows: number[][] = values.map((_, i) => columns.map((name) => points[name][i]));

  test("in Python is the code that was run", () => {
    expect(toPython(expression, names)).toBe(numpy);
    expect(toPython(expression, names, { library: "sympy" })).toBe(sympy);
  });

  test("in TypeScript has the same values", async () => {
    const formula = await loaded(toTypeScript(expression, names));
    expect(rows.map((row) => formula(...row))).toBeClose(values);
  });

  test.skipIf(!compiler)(`in C has the same values (needs a C compiler: ${compiler ?? "none found"})`, () => {
    const prints = rows.map((row) => `  printf("%.17g\\n", formula(${row.join(", ")}));\n`).join("");
    const program = `${toC(expression, names)}#include <stdio.h>\nint main(void) {\n${prints}  return 0;\n}\n`;
    expect(printedBy(program)).toBeClose(values);
  });
});

describe("toTypeScript", () => {
  test("has the values of the formula", async () => {
    const all = fc.sample(randomExpressions.filter(hasFiniteNumbers), { numRuns: 200, seed: 5 });
    for (const expression of all) {
      const formula = await loaded(toTypeScript(expression, xyz));
      const used = variablesOf(expression).map((index) => xyz[index] as "x" | "y" | "z");
      const found = pointsOf().map((point) => formula(...used.map((name) => point[name])));
      expect(found, printExpression(expression, xyz)).toBeClose(valuesOf(expression), { relative: 1e-9 });
    }
  });

  test("gives names that are words of the language others", () => {
    const words = ["class", "double", "in", "eval"];
    const expression = parseExpression("class + double * in_2 - eval", words);
    expect(toTypeScript(expression, words)).toContain(
      "(class_2: number, double: number, in_2: number, eval_2: number)",
    );
    expect(toC(expression, words)).toContain("(double class, double double_2, double in_2, double eval)");
    expect(toPython(expression, words)).toContain("formula(class_2, double, in_2, eval)");
  });
});

test("options are checked", () => {
  const expression = parseExpression("x", names);
  expect(() => toPython(expression, names, { library: "torch" as "numpy" })).toThrow(code("BAD_OPTION"));
  expect(() => toPython(expression, names, { lib: "numpy" } as object)).toThrow(code("BAD_OPTION"));
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "exports-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function loaded(typescript: string): Promise<(...values: number[]) => number> {
  const javascript = stripTypeScriptTypes(typescript);
  const { formula } = await import(`data:text/javascript,${encodeURIComponent(javascript)}`);
  return formula;
}

function printedBy(program: string): number[] {
  const source = path.join(folder, "formula.c");
  const binary = path.join(folder, "formula");
  writeFileSync(source, program);
  execFileSync(compiler!, ["-std=c11", "-Wall", "-Werror", source, "-o", binary, "-lm"]);
  return execFileSync(binary, { encoding: "utf8" }).trim().split("\n").map(Number);
}

function runs(command: string, args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
