import { randomStream } from "@mesoscope/core";
import { discover } from "@mesoscope/symbolic";
import { expect, it, vi } from "vitest";
import "../../contract/close.js";

it("finds the law of Paris in SI with a factor for every material", async () => {
  vi.spyOn(console, "log").mockImplementation(() => {});
  const random = randomStream(4);
  const factors: Record<string, number> = { steel: 2e-11, aluminium: 3e-10, titanium: 8e-12, copper: 9e-11 };
  const materials = Object.keys(factors);
  const groups = Array.from({ length: 80 }, (_, row) => materials[row % 4]!);
  const X = groups.map((_, row) => [8 + 4 * (row % 4) + 12 * random.uniform()]);
  const y = groups.map((material, row) => factors[material]! * X[row]![0]! ** 3.1 * (1 + 0.02 * random.normal()));
  const law = await discover({
    names: ["dK"],
    units: ["MPa*m^0.5"],
    target: { name: "rate", unit: "m" },
    constantsMayHaveUnits: true,
    threads: 1,
    work: 2e7,
  }).fit(X, y, { groups, errors: y.map((rate) => 0.02 * rate) });
  expect(law.best.text).toMatch(/^rate = \[.*\]\[group\] \* dK\^3\.\d+$/);
  const exponent = Number(law.best.text.split("^")[1]);
  expect(exponent).toBeClose(3.1, { absolute: 0.05 });
});
