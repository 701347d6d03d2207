import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { coalesced } from "../../../kernel-extensions/kernel/dist/front-end/coalesce.js";

test("many calls are one, and calls while the work is under way are one more", async () => {
  let begun = 0;
  const gate = Promise.withResolvers<void>();
  const call = coalesced(1, async () => {
    begun++;
    await gate.promise;
  });
  for (let i = 0; i < 5; i++) call();
  expect(begun).toBe(0);
  while (begun === 0) await delay(1);
  for (let i = 0; i < 5; i++) call();
  await delay(20);
  expect(begun).toBe(1);
  gate.resolve();
  while (begun === 1) await delay(1);
  await delay(20);
  expect(begun).toBe(2);
});
