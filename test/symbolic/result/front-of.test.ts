import { describe, expect, test } from "vitest";
import { variable } from "../../../plugins/symbolic/dist/expression/expression.js";
import { frontOf } from "../../../plugins/symbolic/dist/result/front-of.js";

const rows = 100;
/** A formula of so many nodes that leaves so much, and takes so many nats beside its misfit. */
const candidate = (complexity: number, loss: number, structure: number) => ({
  expression: variable(complexity),
  complexity,
  loss,
  descriptionLength: (rows / 2) * Math.log(loss) + structure,
});

describe("frontOf", () => {
  const simple = candidate(1, 1, 5);
  const middle = candidate(5, 0.1, 20);
  const long = candidate(9, 0.09, 30);

  test("is what fits better than all that are as simple, in their order", () => {
    const worse = candidate(7, 0.2, 25);
    expect(frontOf([long, worse, simple, middle], rows)).toEqual([simple, middle, long]);
  });

  test("has the shortest description of all, also with more nodes and a worse fit, for it has a constant less", () => {
    const shortest = candidate(6, 0.101, 15);
    expect(shortest.descriptionLength).toBeLessThan(middle.descriptionLength);
    expect(frontOf([simple, middle, shortest, long], rows)).toEqual([simple, middle, shortest, long]);
  });

  test("leaves out what fits better by rounding only, and one of two that are as good", () => {
    expect(frontOf([middle, candidate(6, 0.1 * (1 - 1e-9), 22), { ...middle }], rows)).toEqual([middle]);
  });
});
