import { add, evaluate, mean, normal, square, type Tensor, uniform } from "@mesoscope/tensor";
import { expect, test } from "vitest";
import "../../contract/close.ts";

test("the same key gives the same numbers, another key others", () => {
  const draw = (key: Tensor) => uniform(key, [4]);
  expect(evaluate(draw, 7).data).toEqual(evaluate(draw, 7).data);
  expect(evaluate(draw, 7).data).not.toEqual(evaluate(draw, 8).data);
  expect(evaluate((key: Tensor) => uniform(add(key, 1), [4]), 7).data).toEqual(evaluate(draw, 8).data);
});

test("uniform and normal numbers have their moments", () => {
  const moments = (draw: typeof uniform) => {
    const { first, second } = evaluate(
      (key: Tensor) => ({ first: mean(draw(key, [20_000])), second: mean(square(draw(key, [20_000]))) }),
      3,
    );
    return [first.data[0], second.data[0]];
  };
  expect(moments(uniform)).toBeClose([1 / 2, 1 / 3], { absolute: 0.01 });
  expect(moments(normal)).toBeClose([0, 1], { absolute: 0.03 });
});
