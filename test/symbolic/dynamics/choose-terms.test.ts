import { sparseDynamics, stlsq } from "@mesoscope/symbolic";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

describe("bags", () => {
  const { t, X, rates, threshold, models, terms, inclusion, medians, deviations } = reference("symbolic/ensemble.json");
  const names = ["x", "y", "z"];
  const bags = 500;
  const ensemble = (seed: number, count = bags) =>
    sparseDynamics({ names, library: { degree: 2 }, optimizer: stlsq({ threshold }), bags: count, seed }).fit(t, X, {
      derivatives: rates,
    });

  test("include terms as often as pysindy's ensemble does, with the same medians", async () => {
    const { coefficients } = await ensemble(0);
    expect(coefficients.length).toBeGreaterThan(5);
    expect(coefficients.some((one) => one.inclusion > 0.2 && one.inclusion < 0.9)).toBe(true);
    for (const one of coefficients) {
      const j = names.indexOf(one.state);
      const l = terms.findIndex((term: string) => term === one.term.replaceAll(" * ", " "));
      const share = inclusion[j][l];
      // Four standard deviations of the difference of two Monte Carlo estimates; a median is 1.25 times as uncertain as a mean.
      const draws = 1 / bags + 1 / models;
      const most = 4 * Math.sqrt(share * (1 - share) * draws) + 1 / bags;
      expect(Math.abs(one.inclusion - share), `${one.state}': ${one.term}`).toBeLessThan(most);
      const apart = 4 * 1.25 * deviations[j][l] * Math.sqrt(draws / share);
      expect(Math.abs(one.value - medians[j][l]), `${one.state}': ${one.term}`).toBeLessThan(apart);
    }
  });

  test("are drawn from the seed alone", async () => {
    const [first, again, other] = [await ensemble(3, 20), await ensemble(3, 20), await ensemble(4, 20)];
    expect(again.toJSON()).toEqual(first.toJSON());
    expect(other.toJSON()).not.toEqual(first.toJSON());
  });
});
