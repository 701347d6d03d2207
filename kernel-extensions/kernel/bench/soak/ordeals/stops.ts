import assert from "node:assert/strict";
import { sleep } from "../../../../../test/kernel/client/index.ts";
import { typescript } from "../../kernel/language.ts";
import type { Ordeal } from "../ordeal.ts";

export const stops: readonly Ordeal[] = Object.entries(typescript.stops).map(([kind, code]) => ({
  name: `stop: ${kind}`,
  weight: 4,
  async run(place, draw) {
    const request = place.begin(code);
    await request.busy;
    await sleep(draw % 60);
    await place.kernel.interrupt();
    assert.equal((await place.finish(request)).reply.status, "error");
  },
}));
