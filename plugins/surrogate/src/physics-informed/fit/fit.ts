import { NDArray, randomStream } from "@mesoscope/core";
import { NumericError, StopError } from "@mesoscope/sdk";
import { ssBroyden } from "@mesoscope/tensor";
import type { Problem } from "../problem.js";
import { balancedWeights } from "./balanced-weights.js";
import type { Causality } from "./causality.js";
import { Machine } from "./machine.js";
import { RoundDraw } from "./round-draw.js";

/** How a problem is solved. */
export interface FitSettings {
  /** How many points the equations are held at in each round. */
  readonly points: number;
  /** After how many steps of the search the points are drawn anew. */
  readonly renewEvery: number;
  readonly maxIterations: number;
  readonly seed: number;
  readonly causality: Causality | undefined;
  readonly balance: boolean;
  /** The relative error of parameters against a reference. */
  readonly error: ((parameters: Float64Array) => number) | undefined;
}

/** What a fit has reached after a round of the search. */
export interface RoundRecord {
  /** Steps of the search so far. */
  readonly iterations: number;
  /** The mean square of the residuals on fresh points, and what the conditions add. */
  readonly loss: number;
  /** The root mean square of the residuals on fresh points. */
  readonly residual: number;
  /** The root mean square of what each condition leaves. */
  readonly conditions: readonly number[];
  /** The relative error against the reference, where there is one. */
  readonly error?: number;
}

/** What a fit found. */
export interface Fitted {
  readonly parameters: Float64Array;
  /** Standard errors of the parameters of the unknowns. */
  readonly spreads: Float64Array;
  readonly history: readonly RoundRecord[];
}

/** The search ends when this many rounds one after the other end before their time, as the loss falls no more. */
const mostIdle = 3;

/** Searches for the parameters with the least loss, in rounds of points; the best round counts. */
export async function fitProblem(problem: Problem, settings: FitSettings): Promise<Fitted> {
  const { maxIterations, renewEvery } = settings;
  const stream = randomStream(settings.seed);
  const start = [...problem.network.initial(stream.child(0)), ...problem.unknowns.map((unknown) => unknown.start)];
  const search = ssBroyden().start(Float64Array.from(start));
  const machine = new Machine(problem);
  const history: RoundRecord[] = [];
  let best = { loss: Infinity, parameters: search.point };
  let weights = new NDArray(
    Float64Array.from(problem.terms, ({ weight }) => weight),
    [problem.terms.length],
  );
  let [idle, isStopped] = [0, false];
  try {
    for (let number = 0; ; number++) {
      const draw = new RoundDraw(problem, settings, stream.child(number + 1));
      const { squares, ...found } = await machine.assess(search.point, draw);
      if (!Number.isFinite(found.loss)) throw notFinite(found.loss, search.iterations);
      const error = settings.error?.(search.point);
      history.push({ iterations: search.iterations, ...found, ...(error === undefined ? {} : { error }) });
      if (found.loss < best.loss) best = { loss: found.loss, parameters: search.point };
      let round = draw.round(squares, weights);
      const left = maxIterations - search.iterations;
      if (isStopped || left <= 0 || idle >= mostIdle) {
        const spreads = isStopped ? unknown(problem) : await machine.spreads(best.parameters, round);
        return { parameters: best.parameters, spreads, history };
      }
      if (settings.balance) {
        weights = await balancedWeights((given) => machine.objective(search.point, given), round, number === 0);
        round = { ...round, weights };
      }
      try {
        const run = await search.run((x) => machine.objective(x, round), Math.min(renewEvery, left));
        idle = run.reason === "maxIterations" ? 0 : idle + 1;
      } catch (error) {
        if (!(error instanceof StopError)) throw error;
        isStopped = true;
      }
    }
  } finally {
    machine.dispose();
  }
}

/** Standard errors of a search that was stopped: they would take a while. */
function unknown({ unknowns }: Problem): Float64Array {
  return new Float64Array(unknowns.length).fill(Number.NaN);
}

function notFinite(loss: number, iterations: number): NumericError {
  return new NumericError(
    "NOT_FINITE",
    `physicsInformed.fit: the loss is ${loss} after ${iterations} iterations. Look for divisions by 0, or logarithms and roots of what may be negative, in the equations.`,
  );
}
