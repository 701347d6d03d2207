import { randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import {
  condition,
  type Hyperparameters,
  type Standardized,
} from "../../../../plugins/symbolic/dist/search/separability/evidence.js";
import { fitSurrogate } from "../../../../plugins/symbolic/dist/search/separability/fit-surrogate.js";
import { Surrogate } from "../../../../plugins/symbolic/dist/search/separability/surrogate.js";
import "../../../contract/close.js";
import { drive } from "../drive.js";
import { problemOf } from "../problems.js";

const parameters: Hyperparameters = { lengths: Float64Array.of(0.8, 1.7), variance: 1.4, noise: 0.03 };

/** Rows of a wavy function with errors of different sizes. */
function rowsOf(count: number): Standardized {
  const random = randomStream(4);
  const data = random.normals(2 * count).data;
  const target = Float64Array.from(
    { length: count },
    (_, i) => Math.sin(2 * data[2 * i]!) + data[2 * i + 1]! + 0.2 * random.normal(),
  );
  return { points: { data, shape: [count, 2] }, target, errors: target.map((_, i) => (i % 3 === 0 ? 2 : 0.5)) };
}

function without({ points, target, errors }: Standardized, row: number): Standardized {
  const keep = <T extends Float64Array>(values: T, width: number) =>
    values.filter((_, k) => Math.floor(k / width) !== row);
  return {
    points: { data: keep(points.data, 2), shape: [target.length - 1, 2] },
    target: keep(target, 1),
    errors: keep(errors, 1),
  };
}

function surrogateOf(data: Standardized, moments = { mean: 0, deviation: 1 }): Surrogate {
  return new Surrogate(data, condition(data, parameters)!, (point) => point, moments);
}

const data = rowsOf(30);
const points = [...data.target.keys()].map((i) => [...data.points.data.subarray(2 * i, 2 * i + 2)]);

describe("Surrogate", () => {
  test("knows the error of rows left out as fits without them have it", () => {
    let left = 0;
    let whole = 0;
    for (const [i, y] of data.target.entries()) {
      const [value] = surrogateOf(without(data, i)).at([points[i]!]).values;
      left += (y - value!) ** 2 / data.errors[i]!;
      whole += y ** 2 / data.errors[i]!;
    }
    expect(surrogateOf(data).leftOut).toBeClose(left / whole, { relative: 1e-9 });
  });

  test("knows how far a row left out may be off", () => {
    const { inverse } = condition(data, parameters)!;
    for (const i of [0, 7, 29]) {
      const deviation = surrogateOf(without(data, i)).at([points[i]!]).deviation(0, [1]);
      expect(deviation ** 2 + parameters.noise * data.errors[i]!).toBeClose(1 / inverse[i * 31]!, { relative: 1e-9 });
    }
  });

  test("is sure of the difference of a point from itself, and not of the sum", () => {
    const { deviation } = surrogateOf(data, { mean: 3, deviation: 10 }).at([points[0]!, points[0]!]);
    expect(deviation(0, [1, -1])).toBeClose(0, { absolute: 1e-6 });
    expect(deviation(0, [1, 1])).toBeClose(2 * deviation(0, [1]), { relative: 1e-9 });
    expect(deviation(0, [1])).toBeGreaterThan(0.1);
  });

  test("sums over its rows as their values one by one do", () => {
    const surrogate = surrogateOf(data, { mean: 3, deviation: 10 });
    const factors = data.target.map((_, i) => Math.cos(i));
    const expected = points.slice(0, 4).map(([x]) => {
      const { values } = surrogate.at(points.map(([, z]) => [x!, z!]));
      return values.reduce((sum, value, i) => sum + factors[i]! * (value - 1.5), 0);
    });
    const part = surrogate.part([0], factors, 1.5)(points.slice(0, 4).map(([x]) => [x!, 99]));
    expect(part).toBeClose(expected, { relative: 1e-9, absolute: 1e-9 });
  });
});

describe("condition", () => {
  test("has the slopes of its evidence", () => {
    const at = (logs: readonly number[]) => {
      const [first, second, variance, noise] = logs.map(Math.exp) as [number, number, number, number];
      return condition(data, { lengths: Float64Array.of(first, second), variance, noise })!;
    };
    const logs = [...parameters.lengths, parameters.variance, parameters.noise].map(Math.log);
    const slopes = logs.map((value, k) => {
      const [above, below] = [1e-5, -1e-5].map((step) => at(logs.with(k, value + step)).evidence);
      return (above! - below!) / 2e-5;
    });
    expect(at(logs).gradient).toBeClose(slopes, { relative: 1e-6, absolute: 1e-6 });
  });
});

describe("fitSurrogate", () => {
  const ranges = { x: [0, 4], y: [1, 1e4] } as const;
  const law = "sin(2 * x) + log(y) / 4";

  test.each([0.01, 0.1])("leaves of rows left out little more than noise of %d", (noise) => {
    const { result, work } = drive(fitSurrogate(problemOf(law, { ranges, noise, rows: 200 })));
    expect(result!.leftOut).toBeGreaterThan(0.7 * noise ** 2);
    expect(result!.leftOut).toBeLessThan(2 * noise ** 2 + 1e-3);
    expect(Math.max(...work)).toBeLessThan(1e7);
  });

  test("says that it knows nothing of noise", () => {
    const random = randomStream(8);
    const { columns } = problemOf(law, { ranges, rows: 120 });
    const { result } = drive(fitSurrogate({ columns, target: random.normals(120).data }));
    expect(result!.leftOut).toBeGreaterThan(0.9);
  });

  test("is the same at any scale", () => {
    const { columns, target } = problemOf(law, { ranges, noise: 0.05, rows: 100 });
    const scaled = { columns: columns.map((x) => x.map((v) => 1e-25 * v)), target: target.map((y) => 1e30 * y) };
    const [one, other] = [{ columns, target }, scaled].map((rows) => drive(fitSurrogate(rows)).result!.leftOut);
    expect(other).toBeClose(one!, { relative: 1e-4 });
  });

  test("bears constant columns and equal rows", () => {
    const { columns, target } = problemOf(law, { ranges, rows: 60 });
    const repeated = { columns: [columns[0]!.map(() => 1), columns[1]!.map(() => 7)], target };
    const { result } = drive(fitSurrogate(repeated));
    expect(result!.leftOut).toBeGreaterThan(0.9);
  });
});
