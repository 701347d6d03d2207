import { describe, expect, test } from "vitest";
import { whileWaiting } from "../../plugins/compute/dist/while-waiting.js";

const later = <T>(value: T, milliseconds: number) =>
  new Promise<T>((resolve) => setTimeout(resolve, milliseconds, value));

describe("whileWaiting", () => {
  test("gives what the promise gives, and ticks meanwhile", async () => {
    let ticks = 0;
    const tick = () => void ticks++;
    expect(await whileWaiting(later("done", 300), tick as () => undefined)).toBe("done");
    expect(ticks).toBeGreaterThan(1);
    expect(ticks).toBeLessThan(32);
  });

  test("throws what the promise throws, and what a tick throws", async () => {
    await expect(whileWaiting(Promise.reject(new Error("early")), () => undefined)).rejects.toThrow("early");
    const stop = () => {
      throw new Error("stopped");
    };
    const failsLater = later(0, 150).then(() => Promise.reject(new Error("too late to be heard")));
    await expect(whileWaiting(failsLater, stop)).rejects.toThrow("stopped");
    await later(0, 150);
  });
});
