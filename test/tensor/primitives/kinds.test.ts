import { array } from "@mesoscope/core";
import {
  add,
  argmax,
  both,
  cast,
  concatenate,
  divide,
  equal,
  evaluate,
  exp,
  fill,
  type Kind,
  largerOf,
  less,
  matmul,
  maximum,
  mean,
  multiply,
  negative,
  not,
  power,
  softmax,
  square,
  sum,
  type Tensor,
  tensor,
  where,
} from "@mesoscope/tensor";
import { expect, test } from "vitest";

const integers = tensor([1, 2], "integer");
const reals = tensor([0.5, 1.5]);
const conditions = less(reals, 1);

test.each<[string, Tensor, Kind, number[]]>([
  ["integers and reals", add(integers, reals), "real", [1.5, 3.5]],
  ["reals and integers", multiply(reals, integers), "real", [0.5, 3]],
  ["integers and a whole number", add(1, integers), "integer", [2, 3]],
  ["integers and a fraction", multiply(0.5, integers), "real", [0.5, 1]],
  ["integers and an array", add(integers, array([1, 2])), "real", [2, 4]],
  ["a quotient of integers", divide(integers, 2), "real", [0.5, 1]],
  ["a square of integers", square(integers), "integer", [1, 4]],
  ["a power of integers", power(integers, -2), "real", [1, 0.25]],
  ["conditions and reals", multiply(conditions, reals), "real", [0.5, 0]],
  ["two conditions", add(conditions, conditions), "integer", [2, 0]],
  ["a condition's opposite number", negative(conditions), "integer", [-1, -0]],
  ["conditions that hold both", both(conditions, conditions), "boolean", [1, 0]],
  ["a filled condition's opposite", not(cast(fill(1, [2]), "boolean")), "boolean", [0, 0]],
  ["equal conditions", equal(conditions, not(conditions)), "boolean", [0, 0]],
  ["the larger of integers and reals", largerOf(integers, reals), "real", [1, 2]],
  ["where, of integers and reals", where(conditions, integers, reals), "real", [1, 1.5]],
  ["where, by integers", where(tensor([0, 3], "integer"), 1, 2), "real", [2, 1]],
  ["a sum of conditions", sum(conditions, 0), "integer", [1]],
  ["a mean of conditions", mean(conditions), "real", [0.5]],
  ["a sum of what is filled", sum(fill(2, [3], "integer")), "integer", [6]],
  ["a maximum of conditions", maximum(conditions), "integer", [1]],
  ["a position", argmax(reals), "integer", [1]],
  ["an exponential of integers", exp(tensor([0, 0], "integer")), "real", [1, 1]],
  ["a softmax of integers", softmax(tensor([3, 3], "integer")), "real", [0.5, 0.5]],
  ["a product of integer matrices", matmul(tensor([[1, 2]], "integer"), tensor([[3], [4]], "integer")), "real", [11]],
  ["integers beside reals", concatenate([integers, reals]), "real", [1, 2, 0.5, 1.5]],
  ["a filled real as an integer", cast(fill(-1.7), "integer"), "integer", [-1]],
])("%s", (_, result, kind, values) => {
  expect(result.kind).toBe(kind);
  expect(Array.from(evaluate(() => result).data)).toEqual(values);
});
