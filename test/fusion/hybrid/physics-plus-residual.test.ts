import { asMatrix, asVector, linspace, type NDArray, randomStream, rootMeanSquareError } from "@mesoscope/core";
import { loadPhysicsPlusResidual, physicsPlusResidual } from "@mesoscope/fusion";
import { gaussianProcess, loadGaussianProcess } from "@mesoscope/gp";
import { type ArrayLike, displaySymbol, type Model } from "@mesoscope/sdk";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";

const code = (name: string) => expect.objectContaining({ code: name });

/** A pendulum's period at small angles, in seconds for a length of 1 m; large angles take longer. */
const physics = (X: NDArray) => X.column(0).map(() => 2 * Math.PI * Math.sqrt(1 / 9.81));
const stream = randomStream(5);
const angles = linspace(0.1, 1.5, 15).reshape([15, 1]);
const period = (angle: number) => 2 * Math.PI * Math.sqrt(1 / 9.81) * (1 + angle ** 2 / 16 + (11 * angle ** 4) / 3072);
const measured = angles.column(0).map((angle) => period(angle) + 1e-3 * stream.normal());
const hybrid = physicsPlusResidual({ physics, residual: gaussianProcess() });

describe("physicsPlusResidual", () => {
  keepsEstimatorContract(hybrid, {
    X: angles,
    y: measured,
    load: (json) => loadPhysicsPlusResidual(json, { physics, load: loadGaussianProcess }),
  });

  test("corrects physics where there are data and falls back to it far away", async () => {
    const model = await hybrid.fit(angles, measured);
    const between = linspace(0.15, 1.45, 30).reshape([30, 1]);
    const truth = between.column(0).map(period);
    expect(rootMeanSquareError(truth, model.predict(between))).toBeLessThan(2e-3);
    expect(rootMeanSquareError(truth, model.physics(between))).toBeGreaterThan(0.05);
    const [near, far] = model.predictive([1, 40]).std.data;
    expect(far).toBeGreaterThan(10 * near!);
    expect(model[displaySymbol]()["text/plain"]).toContain("physics plus a learned residual");
  });

  test("takes anything that predicts as physics", async () => {
    const surrogate = { predict: (X: NDArray) => physics(X) };
    const model = await physicsPlusResidual({ physics: surrogate, residual: gaussianProcess() }).fit(angles, measured);
    expect(model.predict(angles)).toBeClose((await hybrid.fit(angles, measured)).predict(angles));
  });

  test("names what does not fit", async () => {
    const residual = gaussianProcess();
    const fitted = (wrong: never) => physicsPlusResidual({ physics: wrong, residual }).fit(angles, measured);
    await expect(fitted((() => [1, 2]) as never)).rejects.toThrow("physics gives 2 numbers for 15 rows");
    await expect(fitted(((X: NDArray) => X.column(0).map(() => Number.NaN)) as never)).rejects.toThrow(
      code("NOT_FINITE"),
    );
    expect(() => physicsPlusResidual({ physics: 3 as never, residual })).toThrow(code("BAD_OPTION"));
    expect(() => physicsPlusResidual({ physics, residual: {} as never })).toThrow(code("BAD_OPTION"));
    const silent: Model<ArrayLike, ArrayLike> = {
      predict: (X) =>
        asMatrix(X)
          .column(0)
          .map(() => 0),
      toJSON: () => 0,
    };
    const model = await physicsPlusResidual({ physics, residual: { options: {}, fit: async () => silent } }).fit(
      angles,
      measured,
    );
    expect(asVector(model.predict(angles))).toBeClose(physics(angles));
    expect(() => model.predictive(angles)).toThrow(code("NO_UNCERTAINTY"));
    expect(() => loadPhysicsPlusResidual({} as never, { physics, load: loadGaussianProcess })).toThrow(
      code("BAD_VALUE"),
    );
  });
});
