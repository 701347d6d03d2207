import { asMatrix, evidenceWeights, gaussianPredictive, mean, NDArray, randomStream } from "@mesoscope/core";
import { loadModelAverage, modelAveraging } from "@mesoscope/fusion";
import { displaySymbol, type Estimator, ShapeError, tick } from "@mesoscope/sdk";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";

const code = (name: string) => expect.objectContaining({ code: name });

/** A line through the origin in one column, with the spread of its residuals. */
// biome-ignore lint/suspicious/noExplicitAny: a small estimator for tests
function lineIn(column: number): Estimator<any, any, any> {
  return {
    options: { column },
    async fit(X, y) {
      await tick(0, 1);
      const x = asMatrix(X).column(column).data;
      const squares = x.reduce((sum, value) => sum + value * value, 0);
      const slope = x.reduce((sum, value, i) => sum + value * y.data[i]!, 0) / squares;
      const rest = x.map((value, i) => y.data[i]! - slope * value);
      return load({ column, columns: asMatrix(X).shape[1]!, slope, spread: Math.sqrt(mean(rest.map((r) => r * r))) });
    },
  };
}

interface Line {
  column: number;
  columns: number;
  slope: number;
  spread: number;
}

function load(line: Line) {
  const predict = (X: never) => {
    if (asMatrix(X).shape[1] !== line.columns) throw new ShapeError("SHAPE_MISMATCH", "line: other columns.");
    return asMatrix(X)
      .column(line.column)
      .map((value) => line.slope * value);
  };
  return {
    logMarginalLikelihood: -line.spread,
    predict,
    predictive: (X: never) => gaussianPredictive({ mean: predict(X), std: predict(X).map(() => line.spread) }),
    toJSON: () => line,
  };
}

const stream = randomStream(8);
const X = stream.normals([60, 2]);
const y = new NDArray(X.column(0).data.map((value) => 2 * value + 0.1 * stream.normal()));

describe("modelAveraging", () => {
  keepsEstimatorContract(modelAveraging({ estimators: [lineIn(0), lineIn(1)] }), {
    X,
    y,
    load: (json) => loadModelAverage(json, load),
  });

  test("gives the weight to the model that predicts", async () => {
    const model = await modelAveraging({ estimators: [lineIn(0), lineIn(1)] }).fit(X, y);
    expect(model.weights.data[0]).toBeGreaterThan(0.99);
    expect(model[displaySymbol]()["text/plain"]).toContain("Average of 2 models");
    const byEvidence = await modelAveraging({ estimators: [lineIn(0), lineIn(1)], weights: "evidence" }).fit(X, y);
    const spreads = byEvidence.members.map((member) => (member.toJSON() as Line).spread);
    expect(byEvidence.weights).toBeClose(evidenceWeights(spreads.map((spread) => -spread)));
  });

  test("refuses what it cannot weigh", async () => {
    expect(() => modelAveraging({ estimators: [] })).toThrow(code("BAD_OPTION"));
    expect(() => modelAveraging({ estimators: [lineIn(0)], weights: "best" as never })).toThrow(code("BAD_OPTION"));
    const silent = {
      ...lineIn(0),
      fit: async () => ({ ...load({ column: 0, columns: 2, slope: 1, spread: 1 }), logMarginalLikelihood: undefined }),
    };
    await expect(modelAveraging({ estimators: [silent as never], weights: "evidence" }).fit(X, y)).rejects.toThrow(
      code("BAD_OPTION"),
    );
    const sure = {
      ...lineIn(0),
      fit: async () => load({ column: 0, columns: 2, slope: 1, spread: 0 }),
    };
    await expect(modelAveraging({ estimators: [lineIn(0), sure as never] }).fit(X, y)).rejects.toThrow(
      code("NO_UNCERTAINTY"),
    );
    const one = modelAveraging({ estimators: [lineIn(0)] });
    await expect(one.fit([[1, 2]], [1])).rejects.toThrow(code("EMPTY"));
    await expect(
      one.fit(
        [
          [1, 2],
          [3, 4],
        ],
        [1, Number.NaN],
      ),
    ).rejects.toThrow(code("NOT_FINITE"));
    const json = (await one.fit(X, y)).toJSON();
    expect(() => loadModelAverage(json, [])).toThrow(code("BAD_VALUE"));
    expect(() => loadModelAverage({ type: "other" } as never, load)).toThrow(code("BAD_VALUE"));
  });
});
