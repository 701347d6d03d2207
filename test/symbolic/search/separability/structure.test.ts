import { randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { fitSurrogate } from "../../../../plugins/symbolic/dist/search/separability/fit-surrogate.js";
import {
  type Joint,
  offsetOfProduct,
  separationOf,
  variablesThatMatter,
} from "../../../../plugins/symbolic/dist/search/separability/separation.js";
import { symmetriesOf, symmetryProblem } from "../../../../plugins/symbolic/dist/search/separability/symmetry.js";
import "../../../contract/close.js";
import { drive } from "../drive.js";
import { problemOf } from "../problems.js";

const ranges = { x: [0.5, 3], y: [0.5, 3] } as const;
const more = { ...ranges, z: [0.5, 3] } as const;
const seeds = [0, 1, 2, 3, 4];

type Ranges = Parameters<typeof problemOf>[1]["ranges"];

function study(law: string, box: Ranges = ranges, noise = 0.01) {
  const problem = problemOf(law, { ranges: box, noise, rows: 200 });
  return { problem, surrogate: drive(fitSurrogate(problem)).result! };
}

function partsOf({ problem, surrogate }: ReturnType<typeof study>, joint: Joint, offset = 0, seed = 0) {
  const all = [...problem.columns.keys()];
  return drive(separationOf(surrogate, problem.columns, all, joint, offset, randomStream(seed))).result.parts;
}

describe("separationOf", () => {
  test.each([
    ["a sum", "sin(2 * x) + 1 / (1 + y^2)", "add", true],
    ["a sum of a sign", "x^2 - exp(-y)", "add", true],
    ["no sum", "sin(2 * x) * y", "add", false],
    ["no sum either", "sqrt(x + y^2)", "add", false],
    ["a sum but for a little", "sin(2 * x) + y + x * y / 5", "add", false],
    ["a product", "exp(-x) * (1 + y^2)", "multiply", true],
    ["a product that changes its sign", "cos(2 * x) * log(y)", "multiply", true],
    ["no product", "exp(-x) + y", "multiply", false],
    ["no product either", "sin(x * y)", "multiply", false],
  ] as const)("sees %s", (_, law, joint, isSeparable) => {
    const known = study(law);
    const parts = isSeparable ? [[0], [1]] : [[0, 1]];
    for (const seed of seeds) expect(partsOf(known, joint, 0, seed)).toEqual(parts);
  });

  test("sees them below noise of a tenth", () => {
    expect(partsOf(study("sin(2 * x) + 1 / (1 + y^2)", ranges, 0.1), "add")).toEqual([[0], [1]]);
    expect(partsOf(study("sin(2 * x) * y", ranges, 0.1), "add")).toEqual([[0, 1]]);
  });

  test("sees nothing in noise", () => {
    const { problem } = study("x + y");
    const noise = { ...problem, target: randomStream(9).normals(200).data };
    const known = { problem: noise, surrogate: drive(fitSurrogate(noise)).result! };
    for (const joint of ["add", "multiply"] as const) expect(partsOf(known, joint)).toEqual([[0, 1]]);
  });

  test("puts variables into one part that others hold together", () => {
    expect(partsOf(study("sin(x * z) + y^2", more), "add")).toEqual([[0, 2], [1]]);
  });

  test("sees a product with an offset", () => {
    const known = study("4 + cos(2 * x) * log(y)");
    const { result } = drive(offsetOfProduct(known.surrogate, known.problem.columns, [0, 1], randomStream(0)));
    expect(result).toBeClose(4, { absolute: 0.05 });
    expect(partsOf(known, "multiply")).toEqual([[0, 1]]);
    expect(partsOf(known, "multiply", result)).toEqual([[0], [1]]);
  });
});

describe("variablesThatMatter", () => {
  test("leaves out those that the target does not depend on, and constants", () => {
    const { problem } = study("x^2 + z", { ...more, w: [2, 2] });
    const { result } = drive(fitSurrogate(problem));
    expect(drive(variablesThatMatter(result!, problem.columns, randomStream(1))).result).toEqual([0, 2]);
  });
});

describe("symmetriesOf", () => {
  test.each([
    ["subtract", "exp(-(x - y)^2)"],
    ["add", "sin(x + y)"],
    ["multiply", "tanh(x * y) + x * y / 4"],
    ["divide", "log(1 + x / y)"],
    [undefined, "x^2 + sin(2 * y)"],
    [undefined, "sqrt(x + y^3)"],
  ])("sees %s in %s", (pairing, law) => {
    const { problem, surrogate } = study(law);
    for (const seed of seeds) {
      const [first] = drive(symmetriesOf(surrogate, problem, [0, 1], randomStream(seed))).result;
      expect(first?.pairing).toBe(pairing);
    }
  });

  test("joins no variables of different units by a sum", () => {
    const { problem, surrogate } = study("exp(-(x - y)^2)");
    const dimensions = [
      [1, 0, 0, 0, 0, 0, 0, 0],
      [0, 0, 1, 0, 0, 0, 0, 0],
    ];
    const { result } = drive(symmetriesOf(surrogate, { ...problem, dimensions }, [0, 1], randomStream(0)));
    expect(result.filter(({ pairing }) => pairing === "subtract" || pairing === "add")).toEqual([]);
  });

  test("lead to a problem with one variable fewer and its unit", () => {
    const { problem } = study("x / z + y", more);
    const length = [1, 0, 0, 0, 0, 0, 0, 0];
    const time = [0, 0, 1, 0, 0, 0, 0, 0];
    const dimensions = [length, length, time];
    const symmetry = { first: 0, second: 2, pairing: "divide", rest: 0 } as const;
    const { problem: smaller, meanings } = symmetryProblem({ ...problem, dimensions }, symmetry);
    expect(smaller.columns).toHaveLength(2);
    expect(smaller.columns[0]).toBeClose(problem.columns[0]!.map((x, i) => x / problem.columns[2]![i]!));
    expect(smaller.dimensions).toEqual([[1, 0, -1, 0, 0, 0, 0, 0], length]);
    expect(meanings.map(({ kind }) => kind)).toEqual(["apply", "variable"]);
  });
});
