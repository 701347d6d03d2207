import {
  add,
  broadcast,
  cast,
  compile,
  compileStep,
  complexFourierModes,
  concatenate,
  convolution,
  cumulativeSum,
  derivative,
  evaluate,
  fill,
  fourierModes,
  gather,
  grad,
  jacobian,
  jvp,
  laplacian,
  matmul,
  maximum,
  maxPool,
  meanPool,
  multiply,
  norm,
  oneHot,
  pad,
  padWith,
  permuteAxes,
  reshape,
  resize,
  reverse,
  scan,
  scatterAdd,
  scatterAlong,
  segmentSum,
  slice,
  stack,
  sum,
  type Tensor,
  takeAlong,
  tensor,
  topIndices,
  transpose,
  transposedConvolution,
  variance,
  vjp,
  where,
} from "@mesoscope/tensor";
import { describe, expect, test } from "vitest";

const zeros = (...shape: number[]) => fill(0.5, shape);
const at = (...positions: number[]) => tensor(positions, "integer");

describe("shapes that do not fit are both named, with the line of the call", () => {
  test.each<[string, () => unknown, string]>([
    ["add", () => add(zeros(2, 3), zeros(4)), "add: shapes [2, 3] and [4] do not fit"],
    ["where", () => where(cast(zeros(2), "boolean"), zeros(3), 1), "where: shapes [2] and [3] and [] do not fit"],
    ["broadcast", () => broadcast([1, 2], [3]), "broadcast: [2] cannot be repeated to [3]"],
    ["matmul", () => matmul(zeros(2, 3), zeros(2, 3)), "matmul: [2, 3] by [2, 3] do not chain"],
    ["matmul of vectors", () => matmul(zeros(3), zeros(3, 1)), "matmul: [3] by [3, 1] do not chain"],
    ["reshape", () => reshape(zeros(2, 3), [4, -1]), "reshape: 6 entries of [2, 3] do not fill [4, -1]"],
    ["reshape to less than nothing", () => reshape(zeros(4), [-2, -2]), "[4] do not fill [-2, -2]"],
    ["permuteAxes", () => permuteAxes(zeros(2, 3), [0, 1, 1]), "permuteAxes: the axes [0, 1, 1] do not name each of 2"],
    ["transpose", () => transpose(zeros(2)), "transpose: [2] has no two axes"],
    ["pad", () => pad(zeros(2), [1], [0.5]), "pad: [1] and [0.5] do not pad [2]"],
    ["slice", () => slice(zeros(3, 2), [0, 1], [3, 3]), "slice: [0, 1] to [3, 3] in steps [1, 1] lies outside [3, 2]"],
    ["slice at a half", () => slice(zeros(3), [0.5], [2]), "slice: [0.5] to [2] in steps [1] lies outside [3]"],
    ["slice without steps", () => slice(zeros(3), [0], [2], [0]), "in steps [0] lies outside [3]"],
    [
      "concatenate",
      () => concatenate([zeros(2, 3), zeros(2, 4)]),
      "concatenate: shapes [2, 3], [2, 4] differ beside axis 0",
    ],
    ["stack", () => stack([zeros(2), zeros(3)]), "stack: the shapes [2], [3] differ"],
    ["gather", () => gather(zeros(3), zeros(1)), "gather: the indices are Tensor [1] of real numbers"],
    ["scatterAdd", () => scatterAdd(zeros(3, 2), at(0), 0, 2), "scatterAdd: 1 indices for axis 0 of [3, 2]"],
    ["takeAlong", () => takeAlong(zeros(2, 2), at(0), 1), "takeAlong: the indices are Tensor [1]"],
    ["scatterAlong", () => scatterAlong(zeros(2, 2), at(0), 1, 2), "scatterAlong: indices [1] for [2, 2]"],
    ["topIndices", () => topIndices(zeros(2), 3), "topIndices: the 3 largest along the last axis of [2]"],
    ["maximum", () => maximum(zeros(0)), "maximum: axis 0 of [0] is empty"],
    [
      "convolution",
      () => convolution(zeros(1, 2, 5), zeros(1, 3, 2)),
      "convolution: a kernel [1, 3, 2] does not fit [1, 2, 5]",
    ],
    ["groups", () => convolution(zeros(1, 4, 5), zeros(3, 2, 2), { groups: 2 }), "does not fit [1, 4, 5] in 2 groups"],
    ["a long kernel", () => convolution(zeros(1, 1, 2), zeros(1, 1, 3)), "a kernel [1, 1, 3] is longer than [1, 1, 2]"],
    [
      "strides",
      () => convolution(zeros(1, 1, 2, 2), zeros(1, 1, 1, 1), { strides: [1] }),
      "strides [1] for [1, 1, 2, 2]",
    ],
    [
      "transposedConvolution",
      () => transposedConvolution(zeros(1, 1, 1), zeros(1, 1, 2), { padding: 1 }),
      "transposedConvolution: the padding takes all that a kernel [1, 1, 2] makes of [1, 1, 1]",
    ],
    ["maxPool", () => maxPool(zeros(1, 1, 2), 3), "maxPool: a window [3] in steps [3] does not fit [1, 1, 2]"],
    ["meanPool", () => meanPool(zeros(1, 1, 2), 2, 0), "meanPool: a window [2] in steps [0] does not fit [1, 1, 2]"],
    ["segmentSum", () => segmentSum(zeros(3), at(0, 1), 2), "scatterAdd: 2 indices for axis 0 of [3]"],
    ["resize", () => resize(zeros(1, 1, 2), [2, 2]), "resize: lengths [2, 2] for [1, 1, 2]"],
    ["padWith", () => padWith(zeros(2), [2], [0], "reflect"), 'padWith: [2] and [0] do not pad [2] by "reflect"'],
    ["fourierModes", () => fourierModes(zeros(4), 4), "fourierModes: 4 modes for [4]"],
    [
      "complexFourierModes",
      () => complexFourierModes({ real: zeros(4), imaginary: zeros(4) }, 3, 0),
      "complexFourierModes: 3 modes for [4]",
    ],
    ["scan", () => scan((c: Tensor, x) => [c, x], fill(0), [zeros(2), zeros(3)]), "scan: the shapes [2], [3] have no"],
    ["jvp", () => jvp((x: Tensor) => x)([1, 2], [1]), "jvp: the direction has shape [1] instead of shape [2]"],
    [
      "jvp of a tree",
      () => jvp(({ a }: { a: Tensor }) => a)({ a: 1 }, { b: 1 } as never),
      "b of shape [] instead of a",
    ],
    ["vjp", () => vjp((x: Tensor) => sum(x))([1, 2], [1, 2]), "vjp: the weights have shape [2] instead of shape []"],
  ])("%s", (_, call, message) => {
    let thrown: unknown;
    try {
      call();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ name: "ShapeError", code: "SHAPE_MISMATCH" });
    expect((thrown as Error).message).toContain(message);
    expect((thrown as Error).message).toMatch(/\. [A-Z].* \(at bad-input\.test\.ts:\d+:\d+\)$/);
  });

  test("also from deep inside derivatives of compiled functions", async () => {
    const wrong = (x: Tensor) => sum(add(x, zeros(3)));
    const nested = (x: Tensor) => grad((y: Tensor) => sum(grad((z: Tensor) => sum(grad(wrong)(z)))(y)))(x);
    const { stackTraceLimit } = Error;
    await expect(compile(nested, { device: "reference" })([1, 2])).rejects.toThrow(
      /\(at bad-input\.test\.ts:\d+:\d+\)$/,
    );
    expect(Error.stackTraceLimit).toBe(stackTraceLimit);
  });
});

describe("axes that are not there are named", () => {
  test.each<[string, () => unknown, string]>([
    ["sum", () => sum(zeros(2), 1), "sum: axis 1 is outside a tensor of rank 1. Give an axis from -1 to 0."],
    ["sum twice", () => sum(zeros(2, 2), [0, -2]), "sum: the axes 0, -2 name one twice. Name each once."],
    ["reverse", () => reverse(zeros(2), [0, 0]), "reverse: the axes 0, 0 name one twice. Name each once."],
    [
      "cumulativeSum",
      () => cumulativeSum(1),
      "cumulativeSum: axis 0 is outside a tensor of rank 0. A single number has no axes.",
    ],
    ["stack", () => stack([zeros(2)], 3), "stack: axis 3 is outside a tensor of rank 2."],
    ["variance", () => variance(zeros(2), 0.5), "variance: axis 0.5 is outside"],
    ["norm", () => norm(zeros(2), -2), "axis -2 is outside"],
    [
      "laplacian",
      () => laplacian((x: Tensor) => multiply(x, x))(2),
      "laplacian: axis -1 is outside a tensor of rank 0.",
    ],
  ])("%s", (_, call, message) => {
    expect(call).toThrow(expect.objectContaining({ code: "BAD_AXIS", message: expect.stringContaining(message) }));
  });
});

test.each<[string, () => unknown, string, RegExp]>([
  ["a gradient of several", () => grad((x: Tensor) => x)([1, 2]), "NOT_SCALAR", /^grad: the function gives \[2\]/],
  [
    "a Jacobian by a tree",
    () => jacobian(((x: Tensor[]) => x[0]!) as never)([[1], { a: 2 }] as never),
    "BAD_TREE",
    /tree of 2/,
  ],
  [
    "a derivative by a tree",
    () => derivative(((x: Tensor[]) => x[0]!) as never)({ a: [1] } as never),
    "BAD_TREE",
    /tree of 1/,
  ],
  ["text in a tree", () => evaluate((_: unknown) => fill(1), { a: ["b"] } as never), "BAD_TREE", /0\.a\.0 is b/],
  [
    "a date in a tree",
    () => evaluate((_: unknown) => fill(1), { a: new Date(0) } as never),
    "BAD_TREE",
    /0\.a is a Date/,
  ],
  ["a promise", () => evaluate((async () => fill(1)) as never), "BAD_TREE", /the value is a Promise/],
  ["nothing", () => evaluate(() => undefined as never), "BAD_TREE", /the value is undefined/],
  [
    "another option",
    () => convolution(zeros(1, 1, 2), zeros(1, 1, 1), { stride: 2 } as never),
    "BAD_OPTION",
    /strides\?/,
  ],
  ["a stride of 0", () => convolution(zeros(1, 1, 2), zeros(1, 1, 1), { strides: 0 }), "BAD_OPTION", /strides is 0/],
  [
    "a padding below 0",
    () => convolution(zeros(1, 1, 2), zeros(1, 1, 1), { padding: -1 }),
    "BAD_OPTION",
    /padding is -1/,
  ],
  ["half a group", () => convolution(zeros(1, 1, 2), zeros(1, 1, 1), { groups: 0.5 }), "BAD_OPTION", /groups is 0.5/],
  ["another mode", () => padWith(zeros(2), [1], [1], "zeros" as never), "BAD_OPTION", /mode is zeros/],
  ["another method", () => resize(zeros(1, 1, 2), [3], "cubic" as never), "BAD_OPTION", /method is cubic/],
  ["no classes", () => oneHot(at(0), 0), "BAD_OPTION", /count is 0/],
  [
    "a carry that grows",
    () => scan((c: Tensor) => [stack([c, c]), c], fill(0), zeros(3)),
    "CARRY_CHANGED",
    /after step 1 has shape \[2\] instead of shape \[\]/,
  ],
  [
    "an index outside",
    () => evaluate((x: Tensor) => gather(x, at(3)), [1, 2, 3]),
    "INDEX_OUT_OF_RANGE",
    /^gather: index 3/,
  ],
  [
    "a tensor of another trace",
    () => evaluate((x: Tensor) => evaluate(() => multiply(x, 2)), 1),
    "FOREIGN_TENSOR",
    /another trace/,
  ],
])("%s is refused", (_, call, code, message) => {
  expect(call).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
});

test("an unknown device is refused", async () => {
  const compiled = compile((x: Tensor) => x, { device: "abacus" });
  await expect(compiled(1)).rejects.toMatchObject({ code: "NO_DEVICE" });
  await expect(compileStep((x: Tensor) => [x, x] as const, 1, { device: "abacus" })).rejects.toMatchObject({
    code: "NO_DEVICE",
  });
});
