import { describe, expect, test } from "vitest";
import { discovery } from "./kinetic.ts";

describe("Discovery", () => {
  test("chooses the formula that describes the data most shortly, and says why", () => {
    expect(discovery.best.toMathjs()).toMatch(/^0\.\d+ \* m \* v\^2$/);
    const { simpler, moreComplex, text } = discovery.choice;
    expect(simpler!.nats).toBeGreaterThan(100);
    expect(simpler!.nodes).toBeLessThan(0);
    expect(moreComplex!.nats).toBeGreaterThan(0);
    expect(text).toMatch(/next simpler one, E = .* m \* v, saves 1 node but leaves \d+ nats more unexplained/);
    expect(text).toMatch(/next more complex one.* nats worse in all\.$/);
  });

  test("lets a person choose another formula of the front", () => {
    const simpler = discovery.choose(discovery.front[0]!);
    expect(simpler.best).not.toBe(discovery.best);
    expect(simpler.best.complexity).toBe(1);
    expect(simpler.choice.text).toContain("chosen by hand");
    expect(() => discovery.choose(simpler.best)).toThrow(/not on the front/);
  });
});
