import { randomStream } from "@mesoscope/core";
import { DataError, StopError, tick } from "@mesoscope/sdk";
import { type FederateOptions, type FederateSettings, type NamedClient, readOptions } from "./federate-options.js";
import type { EvaluationReply, TrainingRequest } from "./federated-client.js";
import { type FederatedResult, makeResult, type RoundReport } from "./federated-result.js";
import { mapArrays, type NamedArrays } from "./named-arrays.js";
import { readMetrics } from "./read-reply.js";
import { runClients } from "./run-clients.js";
import { type Round, trainRound } from "./train-round.js";

const seedRange = 2 ** 53 - 1;

/**
 * Trains one model on the data of many, which stay where they are: in every round each client trains the same arrays
 * on its own data, and what they send back becomes the arrays of the next round.
 *
 * A client that throws, takes too long or sends what cannot be used is left out of the round, and the result says who
 * and why. A stop keeps the last whole round.
 *
 * @example
 * const clinic = (values) => ({
 *   train: ({ mean }) => {
 *     const own = values.reduce((sum, value) => sum + value, 0) / values.length;
 *     return { arrays: { mean: [own] }, examples: values.length };
 *   },
 * });
 * const { arrays } = await federate({
 *   initial: { mean: [0] },
 *   clients: [clinic([1, 2, 3]), clinic([10])],
 *   rounds: 1,
 * });
 * arrays.mean; // [4]
 *
 * @throws ValueError BAD_OPTION; DataError NO_UPDATES where no client gave anything in any round
 * @throws StopError STOPPED before the first round is whole
 * @see McMahan et al., AISTATS (2017); with privacy McMahan et al., Learning differentially private recurrent language
 * models, ICLR (2018), algorithm 1; with secureAggregation Bonawitz et al., CCS (2017)
 */
export async function federate(options: FederateOptions): Promise<FederatedResult> {
  const settings = readOptions(options);
  const reports: RoundReport[] = [];
  let arrays = settings.initial;
  let hasStopped = false;
  try {
    for (let round = 1; round <= settings.rounds; round++) {
      await tick(round - 1, settings.rounds, reports.at(-1)?.metrics);
      const done = await runRound(arrays, round, settings);
      arrays = done.arrays;
      reports.push(done.report);
    }
  } catch (error) {
    if (!(error instanceof StopError) || reports.length === 0) throw error;
    hasStopped = true;
  }
  checkUpdates(reports);
  return makeResult(settings, arrays, reports, hasStopped);
}

async function runRound(
  current: NamedArrays,
  number: number,
  settings: FederateSettings,
): Promise<{ arrays: NamedArrays; report: RoundReport }> {
  const stream = randomStream(settings.seed).child(number);
  const seeds = settings.clients.map((_, i) => stream.child(i).integer(seedRange));
  const requestOf = ({ index }: NamedClient, signal: AbortSignal): TrainingRequest => ({
    round: number,
    seed: seeds[index]!,
    proximalStrength: settings.aggregate.proximalStrength,
    signal,
  });
  const round: Round = { settings, current, requestOf, noiseSeed: stream.integer(seedRange) };
  const { arrays, trained, leftOut, reports } = await trainRound(participants(settings, stream), round);
  const evaluated = await evaluateRound({ ...round, current: arrays });
  const report: RoundReport = {
    round: number,
    trained,
    leftOut: [...leftOut, ...evaluated.leftOut],
    trainingMetrics: meanMetrics(reports),
    metrics: meanMetrics(evaluated.given),
  };
  return { arrays, report };
}

/** With privacy each client takes part by chance, as the accounting demands; else there are as many in every round. */
function participants({ clients, fraction, privacy }: FederateSettings, stream: ReturnType<typeof randomStream>) {
  if (privacy) return clients.filter(() => stream.uniform() < fraction);
  const count = Math.max(1, Math.round(fraction * clients.length));
  return stream.choice(clients, count).sort((a, b) => a.index - b.index);
}

function evaluateRound({ settings, current, requestOf }: Round) {
  const clients = settings.clients.filter(({ evaluate }) => evaluate);
  return runClients(clients, settings, async (client, signal): Promise<EvaluationReply> => {
    const copy = mapArrays(current, (array) => array.map((value) => value));
    return readMetrics(client.name, await client.evaluate!(copy, requestOf(client, signal)));
  });
}

/** The mean of each figure over the clients that gave it, weighted by examples. */
function meanMetrics(replies: readonly EvaluationReply[]): Record<string, number> {
  const names = new Set(replies.flatMap(({ metrics }) => Object.keys(metrics)));
  const mean = (name: string) => {
    const having = replies.filter(({ metrics }) => name in metrics);
    const total = having.reduce((sum, { examples }) => sum + examples, 0);
    return having.reduce((sum, { metrics, examples }) => sum + (examples / total) * metrics[name]!, 0);
  };
  return Object.fromEntries(Array.from(names, (name) => [name, mean(name)]));
}

function checkUpdates(reports: readonly RoundReport[]): void {
  if (reports.some(({ trained }) => trained.length > 0)) return;
  const [first] = reports.flatMap(({ leftOut }) => leftOut);
  const reason = first ? `${first.client}: ${first.reason}` : "nobody was drawn to take part";
  throw new DataError("NO_UPDATES", `federate: no client gave an update in any round (${reason}). Mend the clients.`);
}
