import { elementwise, linspace, type NDArray, randomStream, standardDeviation } from "@mesoscope/core";
import { displaySymbol } from "@mesoscope/sdk";
import { loadFields, sparseFields } from "@mesoscope/symbolic";
import { describe, expect, test } from "vitest";
import { type FieldSystem, fieldSystems } from "../../../plugins/symbolic/bench/dynamics/field-systems.ts";

function noisy(field: NDArray, share: number, seed = 0): NDArray {
  const random = randomStream(seed);
  const deviation = standardDeviation(field) as number;
  return field.map((value) => value + share * deviation * random.normal());
}

type Model = Awaited<ReturnType<ReturnType<typeof sparseFields>["fit"]>>;

function expectLaw({ laws }: Pick<FieldSystem, "laws">, model: Model, relative: number): void {
  for (const [field, law] of Object.entries(laws)) {
    const found = Object.fromEntries(model.coefficients(field).map(({ name, value }) => [name, value]));
    expect(Object.keys(found).sort()).toEqual(Object.keys(law).sort());
    for (const [term, value] of Object.entries(law)) {
      expect(Math.abs(found[term]! / value - 1), term).toBeLessThan(relative);
    }
  }
}

describe("sparseFields", () => {
  test.each(["burgers", "kdv", "kuramoto-sivashinsky"])("finds %s, also at a noise of 0.1", async (id) => {
    const system = fieldSystems[id]!();
    expectLaw(system, await sparseFields().fit(system.axes, system.fields), 1e-4);
    const model = await sparseFields().fit(system.axes, { u: noisy(system.fields.u!, 0.1) });
    expectLaw(system, model, 0.02);
    const truth = model.coefficients().map(({ name }) => system.laws.u![name]!);
    model.intervals(0.9999).forEach(({ lower, upper }, k) => {
      expect(truth[k]! > lower && truth[k]! < upper, model.coefficients()[k]!.name).toBe(true);
    });
    const added = 0.1 * (standardDeviation(system.fields.u!) as number);
    expect(Math.abs(model.noise[0]! / added - 1)).toBeLessThan(0.05);
  });

  const [t, x, y] = [linspace(0, 1, 40), linspace(0, 6, 48), linspace(0, 5, 40)];
  const [ts, xs, ys] = [t.reshape([40, 1, 1]), x.reshape([48, 1]), y];
  const over = (f: (s: number, a: number, b: number) => number) =>
    elementwise(
      (s, ab) => f(s, Math.floor(ab / 1000), ab % 1000),
      ts,
      elementwise((a, b) => a * 1000 + b, linspace(0, 47, 48).reshape([48, 1]), linspace(0, 39, 40)),
    );
  const at = (f: (s: number, a: number, b: number) => number) => over((s, i, j) => f(s, xs.data[i]!, ys.data[j]!));

  test("finds heat conduction and a wind in two directions", async () => {
    // A wave packet of exact solutions: u = e^(−D k² t) cos(k·(r − w t)).
    const [D, w] = [0.2, [0.7, -0.4]];
    const waves = [
      [1, 0.5],
      [-0.8, 1.4],
      [1.7, 1.1],
      [0.3, -2],
    ];
    const u = at((s, a, b) =>
      waves.reduce((sum, [p, q]) => {
        const phase = p! * (a - w[0]! * s) + q! * (b - w[1]! * s);
        return sum + Math.exp(-D * (p! ** 2 + q! ** 2) * s) * Math.cos(phase);
      }, 0),
    );
    const model = await sparseFields({ degree: 2 }).fit({ t, x, y }, { u });
    expectLaw({ laws: { u: { u_x: -0.7, u_y: 0.4, u_xx: 0.2, u_yy: 0.2 } } }, model, 1e-3);
  });

  const flat = (f: (s: number, a: number) => number) => elementwise(f, t.reshape([40, 1]), x);

  test("finds two fields that act on each other", async () => {
    const u = flat((s, a) => Math.sin(a - s) + 0.5 * Math.cos(2 * a + 2 * s));
    const v = flat((s, a) => -Math.cos(a - s) - Math.sin(2 * a + 2 * s));
    const model = await sparseFields({ degree: 1, order: 2 }).fit({ t, x }, { u, v });
    expect(model.equations).toEqual(["u_t = 1 * v", "v_t = 1 * u_xx"]);
  });

  test("finds a decay under a forcing that is known", async () => {
    const f = flat((s, a) => Math.sin(3 * s + a) + Math.cos(2 * a));
    const w = flat((s, a) => {
      const [wave, rest] = [3 * s + a, Math.exp(-s / 2) * Math.sin(3 * a)];
      return (Math.sin(wave) - 6 * Math.cos(wave)) / 18.5 + 2 * Math.cos(2 * a) + rest;
    });
    const model = await sparseFields({ degree: 1, order: 2 }).fit({ t, x }, { w }, { f });
    expect(model.equations).toEqual(["w_t = -0.5 * w + 1 * f"]);
    expect(model.toExpressions().names).toEqual(["w", "f"]);
  });

  test("writes derivatives of products out, survives being stored, shows itself", () => {
    const term = { name: "(u^3)_xx", product: "u^3", orders: [2], value: 2, standardError: 0.1 };
    const model = loadFields({ fields: ["u"], known: [], space: ["x"], noise: [0], equations: [{ terms: [term] }] });
    expect(model.writtenOut).toEqual(["u_t = 12 * u * u_x^2 + 6 * u^2 * u_xx"]);
    expect(model.toExpressions().names).toEqual(["u", "u_x", "u_xx"]);
    expect(loadFields(JSON.parse(JSON.stringify(model))).equations).toEqual(model.equations);
    expect(model[displaySymbol]()["text/html"]).toContain("<th");
    expect(model.intervals(0.95)[0]!.upper).toBeCloseTo(2 + 1.959964 * 0.1, 6);
    expect(() => model.intervals(95)).toThrow(expect.objectContaining({ code: "BAD_OPTION" }));
  });

  const u = elementwise((s, a) => Math.exp(-s) * Math.sin(a), t.reshape([40, 1]), x);
  test.each([
    ["a wrong shape", { t, x }, { u: u.transpose() }, "SHAPE_MISMATCH"],
    ["a missing value", { t, x }, { u: u.map((value, i) => (i === 7 ? Number.NaN : value)) }, "MISSING_VALUES"],
    ["a constant field", { t, x }, { u: u.map(() => 1) }, "CONSTANT_STATE"],
    ["a lost axis", { t }, { u }, "BAD_AXES"],
    ["an axis that turns", { t: t.map((s) => Math.sin(9 * s)), x }, { u }, "NOT_INCREASING"],
    ["too few points", { t: t.slice(0, 5), x }, { u: u.slice(0, 5) }, "TOO_FEW_ROWS"],
    ["no field", { t, x }, {}, "BAD_OPTION"],
  ] as const)("names %s", async (_, axes, fields, code) => {
    await expect(sparseFields().fit(axes as never, fields as never)).rejects.toMatchObject({ code });
  });
});
