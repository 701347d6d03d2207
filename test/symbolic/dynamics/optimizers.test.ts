import { type SparseOptimizer, sparseDynamics, sr3, stepwise, stlsq } from "@mesoscope/symbolic";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

/** As pysindy names products. */
const pysindyName = (term: string) => term.replaceAll(" * ", " ");

const { t, X, rates, relaxation, ...cases } = reference("symbolic/sparse-regression.json");

async function coefficientsBy(optimizer: SparseOptimizer, terms: readonly string[]): Promise<number[][]> {
  const names = ["x", "y", "z"];
  const model = await sparseDynamics({ names, library: { degree: 2 }, optimizer }).fit(t, X, { derivatives: rates });
  return names.map((state) =>
    terms.map((term) => {
      const own = model.coefficients.find((one) => one.state === state && pysindyName(one.term) === term);
      return own?.value ?? 0;
    }),
  );
}

describe("optimisers", () => {
  const kinds = { stlsq, sr3: ({ threshold }: { threshold: number }) => sr3({ threshold, relaxation }) };
  const all = (Object.keys(kinds) as (keyof typeof kinds)[]).flatMap((kind) =>
    Object.keys(cases[kind]).map((threshold) => [kind, threshold] as const),
  );

  test.each(all)("%s with the threshold %s agrees with pysindy", async (kind, threshold) => {
    const { terms, coefficients } = cases[kind][threshold];
    const found = await coefficientsBy(kinds[kind]({ threshold: Number(threshold) }), terms);
    expect(found.flat()).toBeClose(coefficients.flat(), { relative: 1e-8, absolute: 1e-9 });
  });

  test.each([stepwise(), stlsq()])("$name finds the terms without a threshold", async (optimizer) => {
    const { terms } = cases.stlsq["0.6"];
    const found = await coefficientsBy(optimizer, terms);
    const names = found.map((row) => terms.filter((_: string, l: number) => row[l] !== 0));
    expect(names).toEqual([
      ["x", "y"],
      ["x", "y", "x z"],
      ["z", "x y"],
    ]);
  });

  test.each([
    () => stlsq({ threshold: -1 }),
    () => stlsq({ ridge: Number.NaN }),
    () => sr3({ relaxation: 0 }),
    () => sr3({ maxIterations: 1.5 }),
    () => sr3({ maxIterations: 0 }),
    () => sr3({ threshhold: 1 } as never),
  ])("refuse options that mean nothing (%#)", (make) => {
    expect(make).toThrow(expect.objectContaining({ code: "BAD_OPTION" }));
  });
});
