import { afterAll, beforeAll, expect, test } from "vitest";
import { curveKeyPair } from "zeromq";
import { type Kernel, KernelClient, mesoscope, sleep, startKernel } from "../client/index.ts";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await startKernel(mesoscope, { encrypted: true });
});
afterAll(() => kernel.shutdown());

test("a front end with the keys of the connection file reaches all channels", async () => {
  const cell = await kernel.execute('console.log("heard"); await input("Who? ")', { answer: () => "Ada" });
  expect([cell.stdout, cell.text]).toEqual(["heard\n", "'Ada'"]);
  expect((await kernel.kernelInfo("control")).status).toBe("ok");
  await kernel.heartbeat();
});

test("one without keys, or with the keys of another kernel, gets nothing on any channel", async () => {
  const { curve_publickey: _public, curve_secretkey: _secret, ...open } = kernel.connection;
  const { publicKey, secretKey } = curveKeyPair();
  const wrong = { ...open, curve_publickey: publicKey, curve_secretkey: secretKey };
  const strangers = [new KernelClient(open), new KernelClient(wrong)];
  const heard: string[] = [];
  for (const stranger of strangers) {
    stranger.onPublished(({ type }) => void heard.push(type));
    for (const channel of ["shell", "control"] as const)
      void stranger.send("kernel_info_request", {}, { channel }).reply.then(({ type }) => heard.push(type));
  }
  const beats = strangers.map((stranger) => stranger.heartbeat(400).catch(() => "no beat"));
  expect((await kernel.execute("console.log('for friends'); 1")).stdout).toBe("for friends\n");
  expect(await Promise.all(beats)).toEqual(["no beat", "no beat"]);
  await sleep(100);
  expect(heard).toEqual([]);
  for (const stranger of strangers) stranger.close();
});
