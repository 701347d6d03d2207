import { randomStream } from "@mesoscope/core";
import { MesoscopeError, ValueError } from "@mesoscope/sdk";
import type { ConfigurationValue, FederatedClient, TrainingRequest } from "../federated-client.js";
import { mapArrays } from "../named-arrays.js";
import { readMetrics, readTraining } from "../read-reply.js";
import type { FlowerRecords } from "./records.js";

/** What an answer is made from. */
export interface Question {
  /** `train` or `evaluate`; what follows a point is the server's own. */
  readonly type: string;
  readonly records: FlowerRecords;
  readonly seed: number;
  readonly signal: AbortSignal;
}

const seedRange = 2 ** 53 - 1;
/** Flower's names for these figures. */
const roundKey = "server-round";
const strengthKey = "proximal-mu";
const examplesKey = "num-examples";

/** The round that a message belongs to; 0 where it does not say. */
export function roundOf({ figures }: FlowerRecords): number {
  const round = Object.values(figures).find((record) => roundKey in record)?.[roundKey];
  return typeof round === "number" ? round : 0;
}

/**
 * The records of a client's answer. Arrays that cannot be part of a mean never leave.
 *
 * @throws ValueError UNKNOWN_MESSAGE_TYPE, NOT_EVALUATED; ShapeError SHAPE_MISMATCH; DataError NOT_FINITE, BAD_REPLY
 */
export async function answer(client: FederatedClient, question: Question): Promise<FlowerRecords> {
  const { records, type } = question;
  const name = client.name ?? "the client";
  const [recordName = "arrays", typed = {}] = Object.entries(records.arrays)[0] ?? [];
  const arrays = mapArrays(typed, ({ array }) => array);
  const request = requestOf(question);
  const action = type.split(".")[0];
  if (action === "train") {
    const update = readTraining(name, await client.train(arrays, request), arrays);
    const back = mapArrays(update.arrays, (array, key) => ({ array, type: typed[key]!.type }));
    return { arrays: { [recordName]: back }, figures: { metrics: figuresOf(update) } };
  }
  if (action !== "evaluate") {
    const text = `joinFlower: messages of type ${type} are unknown here. Send train or evaluate.`;
    throw new ValueError("UNKNOWN_MESSAGE_TYPE", text);
  }
  if (!client.evaluate) {
    throw new ValueError("NOT_EVALUATED", `joinFlower: ${name} has no function evaluate. Use fraction_evaluate=0.`);
  }
  return { arrays: {}, figures: { metrics: figuresOf(readMetrics(name, await client.evaluate(arrays, request))) } };
}

/** Why there is no answer, in one line that starts with its code. */
export function failureText(error: unknown): { code: string; reason: string } {
  const message = error instanceof Error ? error.message : String(error);
  return { code: error instanceof MesoscopeError ? error.code : "CLIENT_FAILED", reason: message };
}

function requestOf({ records, seed, signal }: Question): TrainingRequest {
  const configuration: Readonly<Record<string, ConfigurationValue>> = Object.fromEntries(
    Object.values(records.figures).flatMap((record) => Object.entries(record)),
  );
  const round = roundOf(records);
  const strength = configuration[strengthKey];
  return {
    round,
    seed: randomStream(seed).child(round).integer(seedRange),
    proximalStrength: typeof strength === "number" ? strength : 0,
    signal,
    configuration,
  };
}

function figuresOf({ examples, metrics }: { examples: number; metrics: Readonly<Record<string, number>> }) {
  const count = Number.isSafeInteger(examples) ? BigInt(examples) : examples;
  return { ...metrics, [examplesKey]: count };
}
