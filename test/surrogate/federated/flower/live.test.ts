import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { type FederatedClient, federate, joinFlower } from "@mesoscope/surrogate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import "../../../contract/close.ts";
import { hasFlower, SuperLink } from "./super-link.ts";

const root = resolve(import.meta.dirname, "../../../..");
const minutes = 60_000;
/** Speaks for nodes that are gone. */
const serverNode = "1";

/** Draws every number towards its own. */
const honest = (k: number): FederatedClient => ({
  name: `honest ${k}`,
  train: (arrays, { round }) => ({
    arrays: Object.fromEntries(
      Object.entries(arrays).map(([name, array]) => [
        name,
        array.map((x, i) => x + 0.3 * (Math.sin(k + i) - x) + 0.01 * round),
      ]),
    ),
    examples: 10 + k,
  }),
  evaluate: ({ weights }) => ({ examples: 10 + k, metrics: { first: weights!.data[0]! } }),
});
const changing = (change: (x: number) => number): FederatedClient => ({
  ...honest(0),
  train: (arrays) => ({
    arrays: Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, array.map(change)])),
    examples: 1000,
  }),
});

/** A process whose node never comes to the end of its training. */
const endless = (address: string) => `
import { joinFlower } from "@mesoscope/surrogate";
const train = () => { console.log("training"); return new Promise(() => {}); };
const node = await joinFlower({ address: ${JSON.stringify(address)}, client: { train }, insecure: true, heartbeatInterval: 10 });
await node.ended;
`;

describe.skipIf(!hasFlower)("a real Flower federation (needs Python's flwr)", () => {
  let server: SuperLink;
  beforeEach(() => {
    server = new SuperLink();
  });
  afterEach(() => server.stop());

  test("of ten nodes, one killed, one malicious, one with NaN, equals the sequential reference", {
    timeout: 4 * minutes,
  }, async () => {
    await server.start(["--insecure"], "insecure = true");
    const { address } = server;
    const child = spawn(process.execPath, ["--input-type=module", "-e", endless(address)], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
      if (said.includes("training")) child.kill("SIGKILL");
    });
    const ended = once(child, "exit");
    const clients = Array.from({ length: 7 }, (_, k) => honest(k));
    const join = (client: FederatedClient) => joinFlower({ address, client, insecure: true, pollInterval: 0.5 });
    const nodes = await Promise.all(clients.map(join));
    const malicious = await join(changing((x) => x + 1e6));
    const broken = await join(changing(() => Number.NaN));

    const rounds = 2;
    const { arrays, rounds: reports, evaluate } = await server.run(`rounds=${rounds} nodes=10 limit=10.0`);
    expect((await ended)[1]).toBe("SIGKILL");

    const initial = {
      weights: [
        [0, 1, 2],
        [3, 4, 5],
      ],
      scale: [0.5, -1.5],
      bias: [0.25],
    };
    const { arrays: expected } = await federate({ initial, clients, rounds });
    expect(arrays.weights.values).toBeClose(expected.weights!, { relative: 1e-14, absolute: 1e-15 });
    expect([arrays.bias.values]).toBeClose(expected.bias!, { relative: 1e-14, absolute: 1e-15 });
    expect(arrays.scale.values).toBeClose(expected.scale!, { relative: 1e-6 });
    expect(arrays.scale.type).toBe("float32");

    const ids = nodes.map(({ id }) => id).sort();
    for (const report of reports) {
      expect(report.kept.sort()).toEqual(ids);
      expect(report.far).toEqual([malicious.id]);
      expect(report.errors[broken.id]).toMatch(/^NOT_FINITE: honest 0: entry 0 of/);
    }
    expect(said).toContain("training");
    expect(reports[0].errors[serverNode]).toMatch(/unavailable/i);
    expect(Object.keys(reports[1].errors)).toEqual([broken.id]);
    expect(evaluate[rounds].first).toBeClose(expected.weights!.data[0]!);
    await Promise.all([...nodes, malicious, broken].map((node) => node.leave({ wait: 0 })));
    expect(server.log()).toContain('unregister-node HTTP/1.1" 200');
  });

  test("with TLS and registered keys admits the one node it knows", { timeout: 2 * minutes }, async () => {
    await server.makeCertificates();
    const tls = ["--ssl-ca-certfile", "authority.pem", "--ssl-certfile", "server.pem", "--ssl-keyfile", "server.key"];
    const files = tls.map((word) => (word.includes(".") ? `${server.folder}/${word}` : word));
    await server.start([...files, "--enable-supernode-auth"], `root-certificates = "${server.folder}/authority.pem"`);
    await server.command("flwr", "supernode", "register", `${server.folder}/node.pub`, "test");
    const { address } = server;
    const certificateAuthority = server.read("authority.pem");
    const privateKey = server.read("node.key");
    const join = (options: object) => joinFlower({ address, client: honest(0), ...options });

    const node = await join({ certificateAuthority, privateKey });
    expect(node.id).toMatch(/^\d+$/);
    await node.leave();
    await expect(join({ privateKey })).rejects.toMatchObject({ code: "CERTIFICATE_REFUSED" });
    await expect(join({ certificateAuthority })).rejects.toMatchObject({ code: "NOT_REGISTERED" });
    await expect(join({ insecure: true, privateKey })).rejects.toMatchObject({ code: "SERVER_UNREACHABLE" });
  });
});
