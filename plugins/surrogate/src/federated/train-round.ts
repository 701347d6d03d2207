import { addScaled } from "./aggregation/fed-avg.js";
import { stepOf, withoutFar } from "./far-updates.js";
import type { FederateSettings, NamedClient } from "./federate-options.js";
import type { TrainingRequest } from "./federated-client.js";
import { entriesOf, flatten, mapArrays, type NamedArrays, unflatten } from "./named-arrays.js";
import { clip } from "./privacy/clip.js";
import { addNoise } from "./privacy/gaussian-noise.js";
import { type ClientUpdate, readTraining } from "./read-reply.js";
import { type Answers, type LeftOut, runClients } from "./run-clients.js";
import { secureRound } from "./secure/secure-round.js";

/** What a round's training led to. */
export interface TrainedRound {
  readonly arrays: NamedArrays;
  readonly trained: readonly string[];
  readonly leftOut: readonly LeftOut[];
  /** Figures of the clients' training, each with its weight; none where the server sees sums only. */
  readonly reports: readonly Pick<ClientUpdate, "examples" | "metrics">[];
}

/** What is the same for all clients of a round. */
export interface Round {
  readonly settings: FederateSettings;
  readonly current: NamedArrays;
  readonly requestOf: (client: NamedClient, signal: AbortSignal) => TrainingRequest;
  readonly noiseSeed: number;
}

/** A weighted sum of steps; the sum of the weights comes last. */
interface SummedSteps {
  readonly sum: Float64Array;
  readonly trained: readonly string[];
  readonly leftOut: readonly LeftOut[];
  readonly reports: TrainedRound["reports"];
}

/** Trains at `clients` and brings together what they send. */
export async function trainRound(clients: readonly NamedClient[], round: Round): Promise<TrainedRound> {
  const { settings, current } = round;
  if (!settings.secure && !settings.privacy) return combined(await trainAll(clients, round), round);
  const summed = await sumSteps(clients, round);
  const sum = summed.sum.subarray(0, -1);
  const { privacy, clipNorm, fraction } = settings;
  if (privacy) addNoise(sum, privacy.noiseMultiplier * clipNorm, round.noiseSeed);
  const weight = privacy ? fraction * settings.clients.length : summed.sum.at(-1)!;
  const next = flatten(current, current);
  if (weight > 0) addScaled(next, sum, 1 / weight);
  return { ...summed, arrays: unflatten(next, current) };
}

/** The updates of all, each seen by the server. */
function trainAll(clients: readonly NamedClient[], round: Round): Promise<Answers<ClientUpdate>> {
  return runClients(clients, round.settings, (client, signal) => trainOne(client, round, signal));
}

/** One client's update, which its `clipNorm` bounds before it leaves the client. */
async function trainOne(client: NamedClient, round: Round, signal: AbortSignal): Promise<ClientUpdate> {
  const { current, settings } = round;
  const copy = mapArrays(current, (array) => array.map((value) => value));
  const reply = await client.train(copy, round.requestOf(client, signal));
  const update = readTraining(client.name, reply, current);
  if (settings.clipNorm === Infinity) return update;
  const arrays = flatten(current, current);
  addScaled(arrays, clip(stepOf(update.arrays, current), settings.clipNorm), 1);
  return { ...update, arrays: unflatten(arrays, current) };
}

function combined(answers: Answers<ClientUpdate>, { settings, current }: Round): TrainedRound {
  const { given, leftOut } = withoutFar(answers, current, settings.normLimit);
  return {
    arrays: given.length > 0 ? settings.aggregate.combine(given) : current,
    trained: given.map(({ client }) => client),
    leftOut,
    reports: given,
  };
}

/** Each step once with privacy, else as often as the client has examples. */
async function sumSteps(clients: readonly NamedClient[], round: Round): Promise<SummedSteps> {
  const { settings, current } = round;
  const size = entriesOf(current) + 1;
  if (settings.secure) {
    const contribute = async (client: NamedClient, signal: AbortSignal) =>
      weightedStep(await trainOne(client, round, signal), round);
    return { ...(await secureRound(clients, size, settings, settings.secure, contribute)), reports: [] };
  }
  const { given, leftOut } = await trainAll(clients, round);
  const sum = new Float64Array(size);
  for (const update of given) addScaled(sum, weightedStep(update, round), 1);
  return { sum, trained: given.map(({ client }) => client), leftOut, reports: given };
}

/** A client's step times its weight, then the weight. */
function weightedStep({ arrays, examples }: ClientUpdate, { settings, current }: Round): Float64Array {
  const weight = settings.privacy ? 1 : examples;
  const row = new Float64Array(entriesOf(current) + 1);
  addScaled(row.subarray(0, -1), stepOf(arrays, current), weight);
  row[row.length - 1] = weight;
  return row;
}
