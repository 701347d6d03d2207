import assert from "node:assert/strict";
import { Subscriber } from "zeromq";
import { sleep } from "../../../../../test/kernel/client/index.ts";
import type { Ordeal } from "../ordeal.ts";

const megabytes = 100;

export const floods: readonly Ordeal[] = [
  {
    name: `${megabytes} MB of output`,
    weight: 2,
    async run(place) {
      const code = `for (let i = 0; i < ${megabytes * 10}; i++) console.log(String(i).padEnd(99_999, "x"))`;
      const { stdout } = await place.cell(code);
      assert.equal(stdout.length, megabytes * 1_000_000);
      assert.ok(stdout.endsWith("x\n") && stdout.includes(`\n${megabytes * 10 - 1}x`));
    },
  },
  {
    name: "a second front end that reads nothing",
    weight: 1,
    async run(place) {
      const sleeper = new Subscriber({ receiveHighWaterMark: 1, linger: 0 });
      sleeper.connect(`tcp://127.0.0.1:${place.kernel.connection.iopub_port}`);
      sleeper.subscribe();
      await sleep(100);
      try {
        const { stdout } = await place.cell('for (let i = 0; i < 200; i++) console.log("y".repeat(99_999))');
        assert.equal(stdout.length, 20_000_000);
      } finally {
        sleeper.close();
      }
    },
  },
  {
    name: "a full disk for the history",
    weight: 2,
    async run(place, draw) {
      place.fillDisk();
      for (let i = 0; i < 10; i++) assert.equal((await place.cell(`${draw} + ${i}`)).text, String(draw + i));
      await sleep(200);
      place.freeDisk();
    },
  },
];
