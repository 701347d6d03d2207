import { describe, expect, test } from "vitest";
import { Latest } from "../../kernel-extensions/widgets/dist/latest.js";

describe("Latest", () => {
  test("works at once, with every value, where the work takes no time", () => {
    const seen: number[] = [];
    const latest = new Latest((value: number) => void seen.push(value) as undefined);
    expect([latest.now(1), latest.now(2)]).toEqual([undefined, undefined]);
    expect(seen).toEqual([1, 2]);
  });

  test("takes what arrives together as one", async () => {
    const seen: number[] = [];
    const latest = new Latest((value: number) => void seen.push(value) as undefined);
    await Promise.all([1, 2, 3].map((value) => latest.soon(value)));
    expect(seen).toEqual([3]);
  });

  test("keeps only the last value while it works, and is settled when that is done", async () => {
    const seen: number[] = [];
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const latest = new Latest((value: number) => {
      seen.push(value);
      return gates[seen.length - 1]!.promise;
    });
    const all = [1, 2, 3, 4].map((value) => latest.now(value));
    expect(seen).toEqual([1]);
    let isDone = false;
    void Promise.all(all).then(() => {
      isDone = true;
    });
    gates[0]!.resolve();
    await new Promise((resolve) => setTimeout(resolve));
    expect(seen).toEqual([1, 4]);
    expect(isDone).toBe(false);
    gates[1]!.resolve();
    await Promise.all(all);
    expect(seen).toEqual([1, 4]);
  });
});
