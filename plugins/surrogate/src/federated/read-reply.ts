import { DataError } from "@mesoscope/sdk";
import type { EvaluationReply, TrainingReply } from "./federated-client.js";
import { checkAlike, type NamedArrays, readArrays } from "./named-arrays.js";

/** A client's training, checked. */
export interface ClientUpdate {
  readonly client: string;
  readonly arrays: NamedArrays;
  readonly examples: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/**
 * What a client's training gave, when it can be used.
 *
 * @throws ShapeError SHAPE_MISMATCH; DataError NOT_FINITE, BAD_REPLY
 */
export function readTraining(client: string, reply: TrainingReply, expected: NamedArrays): ClientUpdate {
  if (typeof reply?.arrays !== "object" || reply.arrays === null) {
    throw badReply(client, "train gave no arrays", "{ arrays, examples }");
  }
  const arrays = readArrays(client, reply.arrays);
  checkAlike(client, arrays, expected);
  return { client, arrays, ...readMetrics(client, { ...reply, metrics: reply.metrics ?? {} }) };
}

/**
 * The figures of a client, when they can be used.
 *
 * @throws DataError BAD_REPLY
 */
export function readMetrics(client: string, reply: EvaluationReply): EvaluationReply {
  const { examples, metrics } = reply ?? {};
  if (!(Number.isFinite(examples) && examples > 0)) {
    throw badReply(client, `examples is ${String(examples)}`, "how many there were, above 0");
  }
  const bad = Object.entries(metrics ?? {}).find(([, value]) => typeof value !== "number");
  if (bad) throw badReply(client, `metric ${bad[0]} is ${String(bad[1])}`, "numbers");
  return { examples, metrics: { ...metrics } };
}

function badReply(client: string, found: string, wanted: string): DataError {
  return new DataError("BAD_REPLY", `${client}: ${found}. Give ${wanted}.`);
}
