import {
  ball,
  boundary,
  box,
  causality,
  data,
  difference,
  type FormulaFunction,
  initial,
  type PhysicsInformedOptions,
  periodicFeatures,
  physicsInformed,
  sequential,
  tanhLayers,
} from "@mesoscope/surrogate";
import { add, cos, exp, multiply, sin, subtract, tanh } from "@mesoscope/tensor";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";

const domain = box({ x: [-1, 2], t: [0, 1] });
const points = domain.interior(40, { seed: 5 });
const at = (f: (x: number, t: number) => number) =>
  Float64Array.from({ length: 40 }, (_, i) => f(points.data[2 * i]!, points.data[2 * i + 1]!));

const periodic = (harmonics: number[], even = false) => sequential([periodicFeatures({ harmonics, even }), small]);
const small = tanhLayers({ hidden: [6, 6], outputs: 1 });

/** The network as it starts, without any search. */
const unfitted = (options: Partial<PhysicsInformedOptions>) =>
  physicsInformed({ domain, residual: "u", network: small, points: 8, maxIterations: 0, ...options }).fit();

describe("derivatives", () => {
  /** The field is known whatever the network says. */
  const known = () => unfitted({ exact: "sin(2*x)*exp(-t*x) + 0*N" });
  const u = (x: number, t: number) => Math.sin(2 * x) * Math.exp(-t * x);
  const cosine = (x: number, t: number) => 2 * Math.cos(2 * x) * Math.exp(-t * x);

  test.each<[string, (x: number, t: number) => number]>([
    ["u", u],
    ["u_t", (x, t) => -x * u(x, t)],
    ["u_tt", (x, t) => x * x * u(x, t)],
    ["u_x", (x, t) => cosine(x, t) - t * u(x, t)],
    ["u_xx", (x, t) => -4 * u(x, t) - 2 * t * cosine(x, t) + t * t * u(x, t)],
    ["u_xt", (x, t) => -u(x, t) - x * (cosine(x, t) - t * u(x, t))],
    ["u_tx", (x, t) => -u(x, t) - x * (cosine(x, t) - t * u(x, t))],
    ["d(u, x, t)", (x, t) => -u(x, t) - x * (cosine(x, t) - t * u(x, t))],
    ["d(x^3 * u, t)", (x, t) => -(x ** 4) * u(x, t)],
    ["u_ttt", (x, t) => -(x ** 3) * u(x, t)],
  ])("%s is what calculus gives", async (formula, expected) => {
    const model = await known();
    expect(model.evaluate(formula, points)).toBeClose(at(expected), { relative: 1e-11, absolute: 1e-11 });
  });

  test("of the network agree with finite differences", async () => {
    const model = await unfitted({});
    const step = 1e-4;
    const moved = (by: number) =>
      model.predict(points.map((x, i) => (i % 2 === 0 ? x + by : x)).map((x) => Math.min(2, Math.max(-1, x))));
    const inner = points.column(0).data.map((x) => Number(x > -1 + step && x < 2 - step));
    const [left, middle, right] = [moved(-step), moved(0), moved(step)];
    const slope = right.map((value, i) => (inner[i]! * (value - left.data[i]!)) / (2 * step));
    const bend = right.map((value, i) => (inner[i]! * (value - 2 * middle.data[i]! + left.data[i]!)) / step ** 2);
    const kept = (formula: string) => model.evaluate(formula, points).map((value, i) => inner[i]! * value);
    expect(kept("u_x")).toBeClose(slope, { absolute: 1e-6 });
    expect(kept("u_xx")).toBeClose(bend, { absolute: 1e-5 });
  });
});

describe("text", () => {
  const functions: readonly (readonly [string, FormulaFunction])[] = [
    [
      "u_t + u*u_x - (0.01/pi)*u_xx",
      ({ u, x, t, d }) => subtract(add(d(u!, t!), multiply(u!, d(u!, x!))), multiply(0.01 / Math.PI, d(u!, x!, x!))),
    ],
    ["d(exp(u)*u_x, x) = sin(t)", ({ u, x, t, d }) => subtract(d(multiply(exp(u!), d(u!, x!)), x!), sin(t!))],
    [
      "-cos(x)^3 / 2 + k*tanh(u)",
      ({ u, x, k }) => {
        const c = cos(x!);
        return add(multiply(-0.5, multiply(c, multiply(c, c))), multiply(k!, tanh(u!)));
      },
    ],
  ];

  test.each(functions)("%s means what the function says", async (text, written) => {
    const unknowns = { k: 0.7 };
    const conditions = [data([[0, 0]], [0])];
    const fromText = await unfitted({ residual: text, unknowns, conditions });
    const fromFunction = await unfitted({ residual: written, unknowns, conditions });
    expect(fromText.residual(points)).toBeClose(fromFunction.residual(points), { relative: 1e-12, absolute: 1e-13 });
    expect(fromText.residual(points).data.some((value) => Math.abs(value) > 0.01)).toBe(true);
  });

  test.each([
    ["sinh(x) + cosh(x)", (x: number) => Math.exp(x)],
    ["tan(x/2)", (x: number) => Math.tan(x / 2)],
    ["log10(x + 3)", (x: number) => Math.log10(x + 3)],
    ["max(x, 0) - min(x, 0)", (x: number) => Math.abs(x)],
    ["sqrt(x^2)", (x: number) => Math.abs(x)],
    ["abs(x)^1.5", (x: number) => Math.abs(x) ** 1.5],
    ["e^x - exp(x) + sign(x)*atan(x)", (x: number) => Math.sign(x) * Math.atan(x)],
    ["2", () => 2],
  ])("%s", async (formula, expected) => {
    const model = await unfitted({});
    expect(model.evaluate(formula, points)).toBeClose(at(expected), { relative: 1e-12, absolute: 1e-14 });
  });

  test("of several fields and coordinates of several letters", async () => {
    const model = await physicsInformed({
      domain: box({ rho: [0, 1], z: [0, 1] }),
      fields: ["u", "u_z"],
      exact: { u: "rho^2*z + 0*N", u_z: "rho + 0*N" },
      residual: ["u_rho - 2*rho*z", "u_z - rho", "u_z_rho - 1"],
      points: 8,
      maxIterations: 0,
    }).fit();
    expect(model.residual([[0.3, 0.4]])).toBeClose([[0, 0, 0]], { absolute: 1e-14 });
    expect(model.predict([[0.5, 0.4]])).toBeClose([[0.1, 0.5]]);
  });
});

test("exact conditions hold whatever the network says", async () => {
  const model = await unfitted({ exact: "sin(x) + t*(x + 1)*(2 - x)*N" });
  const x = [-1, -0.3, 0.4, 2];
  expect(model.predict(x.map((each) => [each, 0]))).toBeClose(x.map(Math.sin));
  expect(
    model.predict([
      [-1, 0.7],
      [2, 0.2],
    ]),
  ).toBeClose([Math.sin(-1), Math.sin(2)]);
});

test("periodic features make periodic fields, even ones where asked", async () => {
  const model = await unfitted({ network: periodic([3]) });
  for (const formula of ["u", "u_x", "u_xx"]) {
    const [left, right] = model.evaluate(formula, [
      [-1, 0.3],
      [2, 0.3],
    ]).data;
    expect(left).toBeClose(right!, { relative: 1e-10, absolute: 1e-12 });
  }
  const even = await unfitted({ network: periodic([3], true) });
  const [left, right] = even.predict([
    [0.1, 0.3],
    [0.9, 0.3],
  ]).data;
  expect(left).toBeClose(right!, { relative: 1e-12 });
});

describe("bad input", () => {
  const make = (options: object) => () =>
    physicsInformed({ domain, residual: "u_t", ...options } as PhysicsInformedOptions);

  test.each<[string, object, string, RegExp]>([
    [
      "an unknown name",
      { residual: "u_t + lamda*u", unknowns: { lambda: 1 } },
      "UNKNOWN_SYMBOL",
      /no lamda.*mean lambda/,
    ],
    ["a derivative along no coordinate", { residual: "u_y" }, "UNKNOWN_SYMBOL", /no u_y.*mean u_/],
    ["an unknown function", { residual: "sine(u)" }, "UNKNOWN_FUNCTION", /sine/],
    ["half a formula", { residual: "u_t +" }, "BAD_EXPRESSION", /cannot be read/],
    ["two equals signs", { residual: "u = 1 = 2" }, "BAD_EXPRESSION", /several equals/],
    ["a comparison", { residual: "u < 1" }, "BAD_EXPRESSION", /no formula/],
    ["a derivative of nothing", { residual: "d(u)" }, "BAD_EXPRESSION", /no derivative/],
    ["a field without a network", { exact: "sin(x)" }, "NO_NETWORK", /nothing to learn/],
    ["exact of a field that is not there", { exact: { v: "N" } }, "BAD_OPTION", /names v/],
    ["one exact for two fields", { fields: ["u", "v"], exact: "N" }, "BAD_OPTION", /one formula/],
    ["the same name twice", { fields: ["x"] }, "BAD_OPTION", /name x/],
    ["a reserved name", { unknowns: { N: 1 } }, "BAD_OPTION", /name N/],
    ["no fields", { fields: [] }, "BAD_OPTION", /fields/],
    ["a start below 0", { unknowns: { k: { start: -1, positive: true } } }, "BAD_OPTION", /start of k/],
    ["an option that is not there", { iterations: 3 }, "BAD_OPTION", /no option iterations/],
    ["no domain", { domain: { x: [0, 1] } }, "BAD_OPTION", /no domain/],
    [
      "a network of two outputs",
      { network: tanhLayers({ hidden: [4], outputs: 2 }) },
      "SHAPE_MISMATCH",
      /makes \[2\].*1 fields/,
    ],
    ["features of more columns", { network: periodic([1, 1, 1]) }, "SHAPE_MISMATCH", /at least 3 columns/],
    ["data outside the domain", { conditions: [data([[5, 0]], [1])] }, "OUTSIDE_DOMAIN", /\(5, 0\) of row 0/],
    ["data that are missing", { conditions: [data([[0, 0]], [Number.NaN])] }, "MISSING_VALUES", /row 0/],
    ["places that are missing", { conditions: [data([[0, Number.NaN]], [1])] }, "MISSING_VALUES", /row 0/],
    ["more data than places", { conditions: [data([[0, 0]], [1, 2])] }, "SHAPE_MISMATCH", /1 points but 2 values/],
    ["a name in a condition", { conditions: [initial("v = 0")] }, "UNKNOWN_SYMBOL", /no v/],
    ["normals away from the boundary", { residual: "n_x*u_x" }, "UNKNOWN_SYMBOL", /no n_x/],
    [
      "a start without a time",
      { domain: box({ x: [0, 1] }), residual: "u_x", conditions: [initial("u = 0")] },
      "NO_TIME",
      /no t/,
    ],
    [
      "causality without a time",
      { domain: box({ x: [0, 1] }), residual: "u_x", causality: causality() },
      "NO_TIME",
      /no t/,
    ],
    ["a reference of another size", { reference: { points: [[0, 0]], values: [1, 2] } }, "SHAPE_MISMATCH", /\[2, 1\]/],
  ])("%s", (_name, options, code, message) => {
    expect(make(options)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });

  test("is told by fit and by the model", async () => {
    const noData = physicsInformed({ domain, residual: "u_t + k*u", unknowns: { k: 1 } });
    await expect(noData.fit()).rejects.toMatchObject({ code: "NO_DATA" });
    await expect(noData.fit([[0, 0]], [[1, 2]])).rejects.toMatchObject({ code: "SHAPE_MISMATCH" });
    await expect(unfitted({ residual: "log(u_t - 1e9)" })).rejects.toMatchObject({ code: "NOT_FINITE" });
    await expect(unfitted({ residual: () => 1 as never })).rejects.toMatchObject({ code: "BAD_RESULT" });
    const nowhere = unfitted({ conditions: [boundary("u = 0", { where: () => false })] });
    await expect(nowhere).rejects.toMatchObject({ code: "NO_POINTS" });
    const model = await unfitted({});
    expect(() => model.predict([[3, 0]])).toThrow(expect.objectContaining({ code: "OUTSIDE_DOMAIN" }));
    expect(() => model.predict([[Number.NaN, 0]])).toThrow(expect.objectContaining({ code: "MISSING_VALUES" }));
    expect(() => model.evaluate("w", points)).toThrow(expect.objectContaining({ code: "UNKNOWN_SYMBOL" }));
    const plate = difference(box({ x: [-1, 1], y: [-1, 1] }), ball({ x: 0, y: 0 }, 0.5));
    const holed = await unfitted({ domain: plate, residual: "u_xx + u_yy" });
    expect(() => holed.predict([[0, 0]])).toThrow(/lies outside the box without ball/);
  });
});
