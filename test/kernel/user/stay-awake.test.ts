import { expect, test } from "vitest";
import { stayAwake } from "../../../kernel-extensions/kernel/dist/user/guard/stay-awake.node.js";

const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;

test("a thread wakes while somebody waits, and sleeps when nobody does", () => {
  const before = timers();
  const [first, second] = [stayAwake(), stayAwake()];
  expect(timers()).toBe(before + 1);
  first();
  first();
  expect(timers()).toBe(before + 1);
  second();
  expect(timers()).toBe(before);
  const third = stayAwake();
  expect(timers()).toBe(before + 1);
  third();
  expect(timers()).toBe(before);
});
