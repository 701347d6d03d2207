import { randomStream } from "@mesoscope/core";
import { constant, gaussianProcess, logNormalPrior, matern, periodic, productOf, rbf, sumOf } from "@mesoscope/gp";
import { expect, test } from "vitest";

/** Hartmann's function of six inputs, of which the third matters least. */
function hartmann(x: readonly number[]): number {
  const widths = [
    [10, 3, 17, 3.5, 1.7, 8],
    [0.05, 10, 17, 0.1, 8, 14],
    [3, 3.5, 1.7, 10, 17, 8],
    [17, 8, 0.05, 10, 0.1, 14],
  ];
  const centres = [
    [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
    [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
    [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
    [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
  ];
  return [1, 1.2, 3, 3.2].reduce((sum, height, i) => {
    const distance = x.reduce((total, at, j) => total + widths[i]![j]! * (at - centres[i]![j]!) ** 2, 0);
    return sum - height * Math.exp(-distance);
  }, 0);
}

test("an input that does not matter in a sample of the rows may matter to all", async () => {
  const stream = randomStream(6);
  const X = Array.from({ length: 600 }, () => Array.from({ length: 6 }, () => stream.uniform()));
  const y = X.map((x) => hartmann(x) + 0.02 * stream.normal());
  const fit = (lengthScale?: number[], starts?: number) =>
    gaussianProcess({ kernel: matern({ smoothness: 1.5, lengthScale }), starts }).fit(X, y);
  const wellInformed = await fit([1, 1, 2, 1, 1, 1], 1);
  expect((await fit()).logMarginalLikelihood).toBeGreaterThan(wellInformed.logMarginalLikelihood - 1);
});

test("searches of a sum with priors end at the same place from all starts", async () => {
  const about = (median: number) => logNormalPrior({ median, spread: 0.5 });
  const stream = randomStream(1);
  const t = Array.from({ length: 200 }, (_, i) => i / 12);
  const y = t.map((at) => 0.1 * at ** 2 + 2 * Math.sin(2 * Math.PI * at) + 0.2 * stream.normal());
  const kernel = sumOf(
    productOf(constant({ outputScale: about(20) }), rbf({ lengthScale: about(20) })),
    productOf(
      constant({ outputScale: about(2) }),
      rbf({ lengthScale: about(50) }),
      periodic({ period: 1, lengthScale: about(1) }),
    ),
    productOf(constant({ outputScale: about(0.5) }), matern({ lengthScale: about(1) })),
  );
  const { search } = await gaussianProcess({ kernel, noise: about(0.2), starts: 5 }).fit(t, y);
  expect(search!.starts).toHaveLength(5);
  expect(Math.max(...search!.starts) - Math.min(...search!.starts)).toBeLessThan(0.5);
});
