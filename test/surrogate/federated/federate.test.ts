import { concatenate, leastSquares, type NDArray } from "@mesoscope/core";
import { displaySymbol, installRunContext, type RunContext, StopError, ValueError } from "@mesoscope/sdk";
import {
  coordinateMedian,
  type FederatedClient,
  federate,
  fedProx,
  type TrainingRequest,
  trimmedMean,
} from "@mesoscope/surrogate";
import { afterEach, describe, expect, test } from "vitest";
import "../../contract/close.ts";
import { moving, regressionClients } from "./clients.ts";

const start = { w: [0, 0] };
const request: TrainingRequest = { round: 1, seed: 0, proximalStrength: 0, signal: new AbortController().signal };
const failing = (name: string, reason: string): FederatedClient => ({
  name,
  train: () => {
    throw new Error(reason);
  },
});

/** FedAvg written out, one client after the other. */
async function sequential(clients: readonly FederatedClient[], rounds: number, from: NDArray): Promise<NDArray> {
  let w = from;
  for (let round = 0; round < rounds; round++) {
    const replies = await Promise.all(clients.map(async (client) => client.train({ w }, request)));
    const total = replies.reduce((sum, { examples }) => sum + examples, 0);
    w = w.map((_, i) =>
      replies.reduce((sum, { arrays, examples }) => sum + (examples / total) * (arrays.w as NDArray).data[i]!, 0),
    );
  }
  return w;
}

describe("federate", () => {
  test("equals the sequential reference bit for bit", async () => {
    const { clients, X } = regressionClients(10);
    const { arrays } = await federate({ initial: start, clients, rounds: 5 });
    const expected = await sequential(
      clients,
      5,
      X[0]!.row(0).map(() => 0),
    );
    expect(arrays.w!.toArray()).toEqual(expected.toArray());
  });

  test("learns what all the data together teach, though no data leave", async () => {
    const { clients, X, y } = regressionClients(6);
    const { arrays, rounds } = await federate({ initial: start, clients, rounds: 60 });
    const pooled = leastSquares(concatenate(X, 0), concatenate(y, 0)).x;
    expect(arrays.w!).toBeClose(pooled, { absolute: 0.02 });
    expect(rounds.at(-1)!.metrics.loss).toBeLessThan(rounds[0]!.metrics.loss!);
    expect(rounds.at(-1)!.metrics.loss).toBeLessThan(0.02);
  });

  test("gives the same numbers for the same seed, however many work at the same time", async () => {
    const { clients } = regressionClients(8);
    const run = (options: object) => federate({ initial: start, clients, rounds: 4, fraction: 0.5, ...options });
    const one = await run({ seed: 3 });
    const same = await run({ seed: 3, concurrency: 8 });
    const other = await run({ seed: 4 });
    expect(same.arrays.w!.toArray()).toEqual(one.arrays.w!.toArray());
    expect(same.rounds.map(({ trained }) => trained)).toEqual(one.rounds.map(({ trained }) => trained));
    expect(other.arrays.w!.toArray()).not.toEqual(one.arrays.w!.toArray());
    expect(one.rounds.map(({ trained }) => trained.length)).toEqual([4, 4, 4, 4]);
  });

  test("gives every client in every round its own seed", async () => {
    const seen: number[] = [];
    const client = (): FederatedClient => ({
      train: (arrays, { seed }) => {
        seen.push(seed);
        return { arrays, examples: 1 };
      },
    });
    await federate({ initial: start, clients: [client(), client()], rounds: 3 });
    expect(new Set(seen).size).toBe(6);
  });

  test("holds clients to what they got with fedProx", async () => {
    const { clients } = regressionClients(4);
    const distance = async (strength: number) => {
      const options = { initial: start, clients, rounds: 1, aggregate: fedProx({ strength }) };
      return Math.hypot(...(await federate(options)).arrays.w!.data);
    };
    expect(await distance(5)).toBeLessThan(await distance(1e-9));
  });

  test("keeps its arrays out of the clients' reach", async () => {
    const careless: FederatedClient = {
      train: ({ w }) => {
        w!.data.fill(Number.NaN);
        throw new Error("after damage");
      },
    };
    const { arrays } = await federate({ initial: start, clients: [careless, moving("b", 1)], rounds: 1 });
    expect(arrays.w!.toArray()).toEqual([1, 1]);
  });
});

describe("a client that fails", () => {
  test.each<[string, FederatedClient, string, RegExp]>([
    ["throws", failing("bad", "disk full"), "CLIENT_FAILED", /^disk full$/],
    ["takes too long", { name: "bad", train: () => new Promise(() => {}) }, "TIMED_OUT", /no answer after 0.05 s/],
    ["sends NaN", moving("bad", Number.NaN), "NOT_FINITE", /entry 0 of w is NaN/],
    ["sends infinity", moving("bad", -Infinity), "NOT_FINITE", /entry 0 of w is -Infinity/],
    [
      "sends another shape",
      { name: "bad", train: () => ({ arrays: { w: [1, 2, 3] }, examples: 1 }) },
      "SHAPE_MISMATCH",
      /w has shape \[3\] but shape \[2\]/,
    ],
    [
      "sends another name",
      { name: "bad", train: () => ({ arrays: { v: [1, 2] }, examples: 1 }) },
      "SHAPE_MISMATCH",
      /w has no array/,
    ],
    [
      "sends one array too many",
      { name: "bad", train: ({ w }) => ({ arrays: { w: w!, v: [1] }, examples: 1 }) },
      "SHAPE_MISMATCH",
      /v has shape \[1\] but no array/,
    ],
    ["claims no examples", moving("bad", 1, 0), "BAD_REPLY", /examples is 0/],
    ["claims infinitely many", moving("bad", 1, Infinity), "BAD_REPLY", /examples is Infinity/],
    ["sends nothing", { name: "bad", train: () => undefined as never }, "BAD_REPLY", /gave no arrays/],
    ["goes far from the others", moving("bad", 1e6), "FAR_FROM_OTHERS", /norm 1414200, the median client's 1.4142/],
  ])("%s is left out and named", async (_, bad, code, reason) => {
    const clients = [moving("a", 1), bad, moving("b", 1), moving("c", 1)];
    const { arrays, rounds } = await federate({ initial: start, clients, rounds: 2, timeout: 0.05 });
    expect(arrays.w!.toArray()).toEqual([2, 2]);
    for (const { trained, leftOut } of rounds) {
      expect(trained).toEqual(["a", "b", "c"]);
      expect(leftOut).toEqual([{ client: "bad", code, reason: expect.stringMatching(reason) }]);
    }
  });

  test("is told that nobody waits any more", async () => {
    let signal: AbortSignal | undefined;
    const slow: FederatedClient = {
      train: (_, given) => {
        signal = given.signal;
        return new Promise(() => {});
      },
    };
    await federate({ initial: start, clients: [slow, moving("b", 1)], rounds: 1, timeout: 0.02 });
    expect(signal!.aborted).toBe(true);
  });

  test("in evaluation is named too", async () => {
    const bad: FederatedClient = {
      ...moving("bad", 1),
      evaluate: () => ({ examples: 1, metrics: { loss: "no" as never } }),
    };
    const good: FederatedClient = { ...moving("good", 1), evaluate: () => ({ examples: 1, metrics: { loss: 3 } }) };
    const { rounds } = await federate({ initial: start, clients: [bad, good], rounds: 1 });
    expect(rounds[0]).toMatchObject({ metrics: { loss: 3 }, leftOut: [{ client: "bad", code: "BAD_REPLY" }] });
  });

  test("is an error where it is all that there is", async () => {
    const run = federate({ initial: start, clients: [failing("a", "disk full")], rounds: 2 });
    await expect(run).rejects.toMatchObject({ code: "NO_UPDATES", message: expect.stringContaining("a: disk full") });
  });

  test.each([
    ["trimmed mean", trimmedMean({ share: 0.3 })],
    ["median", coordinateMedian()],
  ])("does no harm with the %s, whatever it sends", async (_, aggregate) => {
    const clients = [...[0.9, 1, 1.1].map((step) => moving(`honest ${step}`, step)), moving("bad", -1e9)];
    const options = { initial: start, clients, rounds: 1, aggregate, normLimit: Infinity };
    const [w] = (await federate(options)).arrays.w!.data;
    expect(w).toBeGreaterThanOrEqual(0.9);
    expect(w).toBeLessThanOrEqual(1.1);
  });
});

describe("clipNorm", () => {
  test("bounds how far any client moves the mean", async () => {
    const clients = [moving("a", 0), moving("far", 1e6)];
    const { arrays } = await federate({ initial: { w: [0] }, clients, rounds: 1, clipNorm: 1 });
    expect(arrays.w!.toArray()).toEqual([0.5]);
  });
});

describe("privacy", () => {
  const privacy = { noiseMultiplier: 0.5, delta: 1e-5 };

  test("adds noise of the stated size to the mean of clipped updates", async () => {
    const clients = Array.from({ length: 20 }, (_, k) => moving(`c${k}`, 1));
    const initial = { w: new Array(4000).fill(0) };
    const { arrays, privacy: cost } = await federate({ initial, clients, rounds: 1, clipNorm: 2, privacy });
    const w = arrays.w!.data;
    const mean = w.reduce((sum, x) => sum + x, 0) / w.length;
    const deviation = Math.sqrt(w.reduce((sum, x) => sum + (x - mean) ** 2, 0) / w.length);
    const clipped = 2 / Math.sqrt(4000);
    const noise = (0.5 * 2) / 20;
    expect(Math.abs(mean - clipped)).toBeLessThan((4 * noise) / Math.sqrt(4000));
    expect(Math.abs(deviation / noise - 1)).toBeLessThan(4 / Math.sqrt(2 * 4000));
    expect(cost!.epsilon).toBeGreaterThan(0);
  });

  test("accounts for the rounds that were run", async () => {
    const clients = Array.from({ length: 10 }, (_, k) => moving(`c${k}`, 1));
    const options = { initial: start, clients, clipNorm: 1, privacy, fraction: 0.3 };
    const [few, many] = await Promise.all([2, 20].map((rounds) => federate({ ...options, rounds })));
    expect(many!.privacy!.epsilon).toBeGreaterThan(few!.privacy!.epsilon);
    expect(String(many)).toContain("ε = ");
    const counts = many!.rounds.map(({ trained }) => trained.length);
    expect(new Set(counts).size).toBeGreaterThan(1);
  });

  test("works under secure aggregation", async () => {
    const clients = Array.from({ length: 5 }, (_, k) => moving(`c${k}`, 1));
    const options = { initial: start, clients, rounds: 1, clipNorm: 1, privacy };
    const open = await federate(options);
    const secure = await federate({ ...options, secureAggregation: true });
    expect(secure.arrays.w!).toBeClose(open.arrays.w!, { absolute: 2 ** -24 });
  });
});

describe("secureAggregation", () => {
  test("gives the weighted mean to the last bits of fixed point", async () => {
    const { clients } = regressionClients(5);
    const open = await federate({ initial: start, clients, rounds: 3 });
    const secure = await federate({ initial: start, clients, rounds: 3, secureAggregation: true });
    expect(secure.arrays.w!).toBeClose(open.arrays.w!, { absolute: 3 * 5 * 2 ** -24 });
    expect(secure.rounds.every(({ trainingMetrics }) => Object.keys(trainingMetrics).length === 0)).toBe(true);
  });

  test("survives clients that fail after their masks were agreed on", async () => {
    const clients = [
      moving("a", 1, 3),
      failing("bad", "lost"),
      moving("b", 2),
      moving("c", 2),
      moving("d", Number.NaN),
    ];
    const options = { initial: start, clients, rounds: 2, secureAggregation: { threshold: 0.6 } };
    const { arrays, rounds } = await federate(options);
    expect(arrays.w!).toBeClose([2 * 1.4, 2 * 1.4], { absolute: 1e-6 });
    expect(rounds[1]!.leftOut.map(({ client, code }) => [client, code])).toEqual([
      ["bad", "CLIENT_FAILED"],
      ["d", "NOT_FINITE"],
    ]);
  });

  test("gives no sum where too few stay", async () => {
    const clients = [moving("a", 1), failing("b", "lost"), failing("c", "lost")];
    const run = federate({ initial: start, clients, rounds: 1, secureAggregation: true });
    await expect(run).rejects.toMatchObject({ code: "NO_UPDATES" });
  });

  test("refuses numbers that do not fit", async () => {
    const clients = [moving("a", 1), moving("b", 1), moving("huge", 1e12)];
    const { rounds } = await federate({ initial: start, clients, rounds: 1, secureAggregation: true });
    expect(rounds[0]!.leftOut).toMatchObject([{ client: "huge", code: "OUT_OF_RANGE" }]);
  });
});

describe("a stop", () => {
  afterEach(() => installRunContext(undefined));
  const stopAt = (last: number): void => {
    const tick = async (step: number) => {
      if (step === last) throw new StopError("STOPPED", "stopped");
    };
    installRunContext({ tick } as unknown as RunContext);
  };

  test("keeps the last whole round", async () => {
    stopAt(2);
    const result = await federate({ initial: start, clients: [moving("a", 1)], rounds: 9 });
    expect(result.arrays.w!.toArray()).toEqual([2, 2]);
    expect(result.hasStopped).toBe(true);
    expect(String(result)).toContain("2 rounds, stopped");
  });

  test("before the first round is whole goes through", async () => {
    stopAt(0);
    await expect(federate({ initial: start, clients: [moving("a", 1)], rounds: 9 })).rejects.toMatchObject({
      code: "STOPPED",
    });
  });

  test("inside a client is no failure of the client", async () => {
    let rounds = 0;
    const client: FederatedClient = {
      train: (arrays) => {
        if (rounds++ === 1) throw new StopError("STOPPED", "stopped");
        return { arrays, examples: 1 };
      },
    };
    expect(await federate({ initial: start, clients: [client], rounds: 9 })).toMatchObject({ hasStopped: true });
  });
});

describe("a result", () => {
  test("shows its rounds and a chart", async () => {
    const { clients } = regressionClients(3);
    const result = await federate({ initial: start, clients: [...clients, failing("<b>", "a & b")], rounds: 25 });
    const bundle = await result[displaySymbol]();
    expect(bundle["text/plain"]).toMatch(
      /^Federation by FedAvg, 25 rounds\nround {2}clients {6}loss {2}left out\n {4}1 {8}3 {3}0.90516 {2}<b>/,
    );
    expect(String(bundle["text/html"])).toMatch(
      /<table>[\s\S]*&lt;b&gt; \(a &amp; b\)[\s\S]*<svg[\s\S]*loss by round, from/,
    );
    expect(String(bundle["text/plain"]).split("\n")).toHaveLength(23);
  });
});

describe("bad options", () => {
  const clients = [moving("a", 1), moving("b", 1), moving("c", 1)];
  const good = { initial: start, clients, rounds: 1 };
  test.each<[string, object, string]>([
    ["an unknown one", { round: 1 }, "there is no option round. Did you mean rounds?"],
    ["no rounds", { rounds: 0 }, "rounds is 0. Give a whole number of at least 1."],
    ["no clients", { clients: [] }, "there are no clients. Give at least one."],
    ["a client without train", { clients: [{}] }, "client 0 has no function train. Give one."],
    ["one name twice", { clients: [moving("a", 1), moving("a", 1)] }, "two clients are called a."],
    ["no arrays", { initial: {} }, "initial has no arrays."],
    ["no fraction", { fraction: 0 }, "fraction is 0."],
    [
      "privacy without clipNorm",
      { privacy: { noiseMultiplier: 1, delta: 1e-5 } },
      "privacy is asked for without clipNorm.",
    ],
    [
      "privacy of no noise",
      { clipNorm: 1, privacy: { noiseMultiplier: 0, delta: 1e-5 } },
      "privacy.noiseMultiplier is 0.",
    ],
    [
      "a secure median",
      { aggregate: coordinateMedian(), secureAggregation: true },
      "aggregate is median, with privacy or",
    ],
    ["a secret of two", { clients: clients.slice(1), secureAggregation: true }, "among 2 clients hides nothing."],
    ["a minority", { secureAggregation: { threshold: 0.5 } }, "threshold is 0.5."],
  ])("%s are refused", async (_, options, message) => {
    const run = federate({ ...good, ...options });
    await expect(run).rejects.toBeInstanceOf(ValueError);
    await expect(run).rejects.toMatchObject({ code: "BAD_OPTION", message: expect.stringContaining(message) });
  });

  test("arrays that are not finite are refused", async () => {
    await expect(federate({ ...good, initial: { w: [Number.NaN] } })).rejects.toMatchObject({ code: "NOT_FINITE" });
  });
});
