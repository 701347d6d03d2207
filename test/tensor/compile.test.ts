import { array } from "@mesoscope/core";
import { add, compile, grad, matmul, multiply, sum, type Tensor } from "@mesoscope/tensor";
import { expect, test } from "vitest";

const device = "reference";

test("a compiled function takes numbers, arrays and trees, of several shapes", async () => {
  let traced = 0;
  const f = compile(
    ({ a, b }: { a: Tensor; b: Tensor }, scale: Tensor) => {
      traced++;
      return { product: multiply(scale, matmul(a, b)), total: sum(a) };
    },
    { device },
  );
  const first = await f({ a: [[1, 2]], b: [[3], [4]] }, 2);
  expect([first.product.toArray(), first.total.data[0]]).toEqual([[[22]], 3]);
  const second = await f({ a: array([[1], [2]]), b: [[5, 6]] }, 1);
  expect(second.product.toArray()).toEqual([
    [5, 6],
    [10, 12],
  ]);
  expect((await f({ a: [[0, 1]], b: [[3], [4]] }, 1)).product.toArray()).toEqual([[4]]);
  expect(traced).toBe(2);
  f.dispose();
});

test("a compiled function tells apart trees whose arrays come in another order", async () => {
  const f = compile(({ a, b }: { a: Tensor; b: Tensor }) => add(a, multiply(10, b)), { device });
  expect((await f({ a: 1, b: 2 })).data).toEqual(Float64Array.of(21));
  expect((await f({ b: 2, a: 1 })).data).toEqual(Float64Array.of(21));
});

test("a compiled gradient is traced once", async () => {
  const slope = compile(
    grad((x: Tensor) => sum(multiply(x, x))),
    { device },
  );
  expect((await slope([1, 2])).data).toEqual(Float64Array.of(2, 4));
  expect((await slope([3, 4])).data).toEqual(Float64Array.of(6, 8));
});

test("constants and arguments can be results", async () => {
  const f = compile((x: Tensor) => ({ x, one: array([1]), twice: [x, x] }), { device });
  const { x, one, twice } = await f([2, 3]);
  expect([x.data, one.data, twice[1]!.data]).toEqual([
    Float64Array.of(2, 3),
    Float64Array.of(1),
    Float64Array.of(2, 3),
  ]);
});

test("a function that fails in its trace fails at each call, and can be disposed of", async () => {
  const f = compile((x: Tensor) => add(x, [1, 2, 3]), { device });
  await expect(f([1, 2])).rejects.toMatchObject({ code: "SHAPE_MISMATCH" });
  await expect(f([1, 2])).rejects.toMatchObject({ code: "SHAPE_MISMATCH" });
  expect((await f([1, 2, 3])).data).toEqual(Float64Array.of(2, 4, 6));
  f.dispose();
});
