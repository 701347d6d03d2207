import { type ArrayInput, asArray } from "@mesoscope/core";
import {
  displaySymbol,
  type Estimator,
  installRunContext,
  isDisplayable,
  type Model,
  type NDArrayLike,
  type ProbabilisticModel,
  runContext,
  ShapeError,
  StopError,
} from "@mesoscope/sdk";
import { describe, expect, test } from "vitest";
import "./close.ts";

type AnyModel = Model<ArrayInput, NDArrayLike>;
// biome-ignore lint/suspicious/noExplicitAny: estimators differ in their inputs; the contract gives them arrays
type AnyEstimator = Estimator<any, any, any>;

/** Data to learn from, and the function that reads what the model's `toJSON` wrote. */
export interface ContractData {
  readonly X: ArrayInput;
  readonly y: ArrayInput;
  // biome-ignore lint/suspicious/noExplicitAny: what a load function reads is its package's own format
  readonly load?: (json: any) => unknown;
}

/** Tests what every estimator promises, as CONTRIBUTING says it. */
export function keepsEstimatorContract(estimator: AnyEstimator, { X, y, load }: ContractData): void {
  const inputs = () => ({ X: copy(X), y: copy(y) });
  const fitted = (): Promise<AnyModel> => estimator.fit(copy(X), copy(y));

  describe("keeps the estimator contract", () => {
    test("gives the same model for the same call", async () => {
      const [first, second] = [await fitted(), await fitted()];
      expect(second.toJSON()).toEqual(first.toJSON());
      expect(second.predict(X).data).toEqual(first.predict(X).data);
    });

    test("leaves its options and data as they are", async () => {
      const given = inputs();
      const options = structuredCloneOf(estimator.options);
      await estimator.fit(given.X, given.y);
      expect(given).toEqual(inputs());
      expect(structuredCloneOf(estimator.options)).toEqual(options);
    });

    test("predicts one finite number per row, again and again", async () => {
      const model = await fitted();
      const predicted = model.predict(X);
      expect(predicted.shape[0]).toBe(asArray(X).shape[0]);
      expect(predicted.data.every(Number.isFinite)).toBe(true);
      expect(model.predict(X).data).toEqual(predicted.data);
    });

    test("stops on request", async () => {
      await expect(whileStopping(fitted)).rejects.toBeInstanceOf(StopError);
    });

    test("shows its model", async () => {
      const model = await fitted();
      if (!isDisplayable(model)) throw new Error("the model does not show itself");
      const shown = await model[displaySymbol]();
      expect(shown["text/plain"].length).toBeGreaterThan(10);
      expect(JSON.stringify(shown)).not.toMatch(/\[object Object\]|undefined/);
    });

    test("names sizes that do not fit", async () => {
      const short = asArray(y).slice(0, -1);
      await expect(estimator.fit(copy(X), short)).rejects.toThrow(ShapeError);
      await expect(estimator.fit(copy(X), short)).rejects.toThrow(
        new RegExp(`^\\w+\\.fit: .*${asArray(X).shape[0]}.*${short.shape[0]}`),
      );
      const model = await fitted();
      const columns = asArray(X).shape[1] ?? 1;
      const wide = asArray(Array.from({ length: 3 }, () => Array.from({ length: columns + 1 }, () => 0)));
      expect(() => model.predict(wide)).toThrow(ShapeError);
    });

    test.runIf(load)("comes back from JSON as it was", async () => {
      const model = await fitted();
      const loaded = load!(JSON.parse(JSON.stringify(model))) as AnyModel;
      expect(loaded.predict(X).data).toEqual(model.predict(X).data);
      expect(JSON.stringify(loaded)).toBe(JSON.stringify(model));
    });

    test("says how sure it is, where it can", async () => {
      const model = await fitted();
      if (!("predictive" in model)) return;
      const predictive = (model as ProbabilisticModel<ArrayInput>).predictive(X);
      const { lower, upper } = predictive.interval(0.9);
      const mean = predictive.mean.data;
      expect(mean).toEqual(model.predict(X).data);
      expect(predictive.std.data.every((value) => value >= 0)).toBe(true);
      expect(mean.every((value, i) => lower.data[i]! <= value && value <= upper.data[i]!)).toBe(true);
      expect(predictive.quantile(0.05)).toBeClose(lower, { relative: 1e-9, absolute: 1e-12 });
      expect(predictive.sample(3).shape).toEqual([3, mean.length]);
      expect(predictive.sample(3, { seed: 5 }).data).toEqual(predictive.sample(3, { seed: 5 }).data);
      expect(predictive.sample(3, { seed: 5 }).data).not.toEqual(predictive.sample(3, { seed: 6 }).data);
    });
  });
}

function copy(values: ArrayInput): ArrayInput {
  const { data, shape } = asArray(values);
  return asArray({ data: data.slice(), shape: [...shape] });
}

/** Functions inside options are kept as they are. */
function structuredCloneOf(options: object): string {
  return JSON.stringify(options, (_, value) => (typeof value === "function" ? String(value) : value));
}

/** Runs work as in a notebook whose user asks for a stop at once. */
async function whileStopping(work: () => Promise<unknown>): Promise<unknown> {
  const outer = runContext();
  installRunContext({
    tick: () => Promise.reject(new StopError("STOPPED", "the cell was stopped.")),
    display: () => Promise.reject(new Error("nothing is shown while fitting")),
    clearOutput: () => {},
    input: () => Promise.reject(new Error("nothing is asked while fitting")),
  });
  try {
    return await work();
  } finally {
    installRunContext(outer);
  }
}
