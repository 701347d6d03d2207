import { mean, randomStream, standardDeviation } from "@mesoscope/core";
import {
  constant,
  gammaPrior,
  gaussianProcess,
  halfNormalPrior,
  inverseGammaPrior,
  loadGaussianProcess,
  logNormalPrior,
  matern,
  productOf,
  rationalQuadratic,
  rbf,
} from "@mesoscope/gp";
import { displaySymbol } from "@mesoscope/sdk";
import { expect, test } from "vitest";
import { drawFrom, logPrior, type Prior } from "../../../plugins/gp/src/priors/prior.ts";
import { reference } from "../../contract/close.ts";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";

const { values, densities, map } = reference("gp/priors.json");
const priors: Record<string, Prior> = {
  logNormal: logNormalPrior({ median: 1.3, spread: 0.6 }),
  gamma: gammaPrior({ shape: 2.5, scale: 0.8 }),
  inverseGamma: inverseGammaPrior({ shape: 3, scale: 2 }),
  halfNormal: halfNormalPrior({ scale: 0.9 }),
};

test.each(Object.entries(priors))("%s has SciPy's density apart from a constant, and its slope", (name, prior) => {
  const expected = densities[name].log as number[];
  const found = values.map((value: number) => logPrior(prior, value));
  for (const [i, value] of values.entries()) {
    expect(found[i].value - found[0].value).toBeClose(expected[i]! - expected[0]!, { absolute: 1e-12 });
    const moved = (by: number) => logPrior(prior, value * Math.exp(by)).value;
    expect(found[i].slope).toBeClose((moved(1e-5) - moved(-1e-5)) / 2e-5, { relative: 1e-7, absolute: 1e-8 });
  }
});

test.each(Object.entries(priors))(
  "draws of %s follow its density: its slope by the logarithm averages out",
  (_, prior) => {
    const stream = randomStream(1);
    const slopes = Array.from({ length: 20_000 }, () => logPrior(prior, drawFrom(prior, stream)).slope + 1);
    expect(Math.abs(mean(slopes))).toBeLessThan((4 * standardDeviation(slopes)) / Math.sqrt(slopes.length));
  },
);

const kernel = productOf(constant({ outputScale: priors.gamma! }), rbf({ lengthScale: priors.logNormal! }));
const spec = gaussianProcess({ kernel, noise: priors.inverseGamma!, mean: 0 });

test("the fit finds the highest posterior density", async () => {
  const model = await spec.fit(map.X, map.y);
  expect([...model.lengthScale, model.outputScale, model.noise]).toBeClose(map.values, { relative: 2e-3 });
  expect(model.kernel.parameters(1).every(({ prior }) => prior)).toBe(true);
});

keepsEstimatorContract(spec, { X: map.X, y: map.y, load: loadGaussianProcess });

test("a strong prior holds against the data, one number for all inputs", async () => {
  const tight = matern({ lengthScale: logNormalPrior({ median: 50, spread: 0.01 }) });
  const X = Array.from({ length: 20 }, (_, i) => [i / 5, (i * 7) % 3]);
  const model = await gaussianProcess({ kernel: tight }).fit(
    X,
    X.map(([x]) => Math.sin(3 * x!)),
  );
  expect(model.lengthScale).toBeClose([50, 50], { relative: 0.05 });
});

test("kernels show their priors", async () => {
  const shown = await rationalQuadratic({ mixture: gammaPrior({ shape: 2, scale: 1 }) })[displaySymbol]();
  expect(shown["text/plain"]).toMatch(/mixture +2 +fitted, gamma prior/);
});

test.each<[string, () => unknown, RegExp]>([
  ["a spread of 0", () => logNormalPrior({ median: 1, spread: 0 }), /^logNormalPrior: spread is 0/],
  ["no shape", () => gammaPrior({ scale: 1 } as never), /^gammaPrior: shape is undefined/],
  ["an infinite scale", () => halfNormalPrior({ scale: Infinity }), /^halfNormalPrior: scale is Infinity/],
  ["an unknown option", () => inverseGammaPrior({ rate: 1 } as never), /^inverseGammaPrior: there is no option rate/],
])("%s is refused", (_, call, message) => {
  expect(call).toThrow(expect.objectContaining({ code: "BAD_OPTION", message: expect.stringMatching(message) }));
});
