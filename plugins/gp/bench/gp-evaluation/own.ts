/** Our side of `npm run bench -- gp-evaluation`, on the layer of `MESOSCOPE_BACKEND`. */
import { latinHypercube, randomStream } from "@mesoscope/core";
import { matern } from "@mesoscope/gp";
import { answer } from "../../../core/bench/numerics/answer.ts";
import { withOutputScale } from "../../dist/covariance/with-output-scale.js";
import { evidence } from "../../dist/fit/evidence.js";

await answer((name) => {
  const [n, columns] = name.split(" × ").map(Number) as [number, number];
  const X = latinHypercube(n, columns, { seed: 1 });
  const noise = randomStream(2).normals(n).data;
  const y = noise.map((value, i) => Math.sin(4 * X.get(i, 0)) + 0.1 * value);
  const problem = { X, y, bounds: undefined, meanVariance: 0, jitter: 0 };
  const values = [1, ...new Array<number>(columns).fill(1.5)];
  return () => {
    values[0]! *= 1 + 1e-9;
    evidence(problem, withOutputScale(matern()).bind(values, columns), 0.1, values.length);
  };
});
