import { DataError, MesoscopeError, StopError } from "@mesoscope/sdk";

/** Who is not part of a round, and why. */
export interface LeftOut {
  readonly client: string;
  /** `CLIENT_FAILED`, `TIMED_OUT`, `NOT_FINITE`, `SHAPE_MISMATCH`, `BAD_REPLY`, `FAR_FROM_OTHERS`, `OUT_OF_RANGE`. */
  readonly code: string;
  readonly reason: string;
}

/** What each client gave, in their order, and who gave nothing. */
export interface Answers<T> {
  readonly given: readonly T[];
  readonly leftOut: readonly LeftOut[];
}

/** How clients are called. */
export interface Calling {
  /** How many work at the same time. */
  readonly concurrency: number;
  /** Seconds after which a client is not waited for any more. */
  readonly timeout: number;
}

/** Asks every client; one that throws or takes too long is named, and only a stop goes through. */
export async function runClients<C extends { readonly name: string }, T>(
  clients: readonly C[],
  { concurrency, timeout }: Calling,
  ask: (client: C, signal: AbortSignal) => Promise<T>,
): Promise<Answers<T>> {
  const answers: (T | undefined)[] = Array.from({ length: clients.length });
  const failures: (LeftOut | undefined)[] = Array.from({ length: clients.length });
  const next = clients.entries();
  const work = async () => {
    for (const [i, client] of next) {
      try {
        answers[i] = await withTimeout(client.name, timeout, (signal) => ask(client, signal));
      } catch (error) {
        if (error instanceof StopError) throw error;
        failures[i] = leftOut(client.name, error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, clients.length) }, work));
  return {
    given: answers.filter((answer) => answer !== undefined),
    leftOut: failures.filter((failure) => failure !== undefined),
  };
}

/** An error of a client in the words of a report. */
function leftOut(client: string, error: unknown): LeftOut {
  const isOwn = error instanceof MesoscopeError;
  const message = error instanceof Error ? error.message : String(error);
  return { client, code: isOwn ? error.code : "CLIENT_FAILED", reason: message.replace(`${client}: `, "") };
}

async function withTimeout<T>(client: string, seconds: number, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  if (seconds === Number.POSITIVE_INFINITY) return ask(controller.signal);
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const error = new DataError("TIMED_OUT", `${client}: no answer after ${seconds} s.`);
    controller.abort(error);
    reject(error);
  }, seconds * 1000);
  try {
    return await Promise.race([ask(controller.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
