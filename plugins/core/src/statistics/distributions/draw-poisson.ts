import type { RandomStream } from "../../random/random-stream.js";
import { logPoissonTerm } from "../special/saddle-point.js";

const manyEvents = 10;

/**
 * A number of the Poisson distribution, by waiting for one event after the other where few are expected, else by
 * rejection, whose cost does not grow with the mean.
 *
 * @see Hörmann, The transformed rejection method for generating Poisson random variables, Insurance: Mathematics and
 *   Economics 12 (1993) 39, algorithm PTRS
 */
export function drawPoisson(stream: RandomStream, mean: number): number {
  if (mean < manyEvents) {
    let events = 0;
    for (let waited = stream.exponential(); waited < mean; waited += stream.exponential()) events++;
    return events;
  }
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const height = 1.1239 + 1.1328 / (b - 3.4);
  const surelyAccepted = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = stream.uniform() - 0.5;
    const v = 1 - stream.uniform();
    const edge = 0.5 - Math.abs(u);
    const events = Math.floor(((2 * a) / edge + b) * u + mean + 0.43);
    if (edge >= 0.07 && v <= surelyAccepted) return events;
    if (events < 0 || (edge < 0.013 && v > edge)) continue;
    if (Math.log((v * height) / (a / edge ** 2 + b)) <= logPoissonTerm(events, mean)) return events;
  }
}
