import { execFileSync } from "node:child_process";
import path from "node:path";
import { runInNewContext } from "node:vm";
import { allClose, matmul, randomStream } from "@mesoscope/core";
import { expect, test } from "vitest";
import { embeddedLayer } from "../../../plugins/core/dist/backend/embedded-layer.js";
import { Machine } from "../../../plugins/core/dist/backend/machine.js";

const core = path.resolve(import.meta.dirname, "../../../plugins/core/dist/index.js");

test("any number of threads gives the same bits", async () => {
  const machine = Machine.open("plain")!;
  const layer = embeddedLayer(machine);
  const n = 500;
  const a = randomStream(1).normals([n, n]).data;
  const compute = () => {
    const product = new Float64Array(n * n);
    const place = { offset: 0, rows: n, columns: n, rowStride: n, columnStride: 1 };
    const transposed = { ...place, rowStride: 1, columnStride: n, data: a };
    layer.addProduct({ ...place, data: product }, 1, { ...place, data: a }, transposed);
    for (let i = 0; i < n; i++) product[i * (n + 1)]! += 1;
    const factor = product.slice();
    expect(layer.factorize(factor, n)).toBeUndefined();
    const inverse = factor.slice();
    layer.invert(inverse, n);
    const solved = a.slice();
    layer.substituteForward({ ...place, data: factor }, { ...place, data: solved });
    const lower = (data: Float64Array) => data.filter((_, at) => at % n <= Math.floor(at / n));
    return [product, lower(factor), lower(inverse), solved];
  };
  const expected = compute();
  for (const threads of [2, 3]) {
    machine.setThreads(threads);
    await expect.poll(() => machine.awaken(), { timeout: 20_000 }).toBe(true);
    for (let repeat = 0; repeat < 3; repeat++) expect(compute()).toEqual(expected);
  }
  const bad = expected[0]!.slice();
  bad[300 * (n + 1)] = -1;
  expect(layer.factorize(bad, n)).toMatchObject({ row: 300 });
  expect(compute()).toEqual(expected);
  machine.setThreads(1);
});

test.each([1, 2])("a stop in the middle of a product leaves nothing behind, with %i threads", async (threads) => {
  const machine = Machine.open("plain")!;
  machine.setThreads(threads);
  const layer = embeddedLayer(machine);
  const multiply = (n: number) => {
    const place = {
      data: randomStream(1).normals([n, n]).data,
      offset: 0,
      rows: n,
      columns: n,
      rowStride: n,
      columnStride: 1,
    };
    const product = { ...place, data: new Float64Array(n * n) };
    return () => {
      layer.addProduct(product, 1, place, place);
      return product.data;
    };
  };
  if (threads > 1) await expect.poll(() => machine.awaken(), { timeout: 20_000 }).toBe(true);
  const large = multiply(2500);
  expect(() => runInNewContext("large()", { large }, { timeout: 100 })).toThrow(/timed out/);
  const small = multiply(300)();
  if (threads > 1) await expect.poll(() => machine.awaken(), { timeout: 20_000 }).toBe(true);
  expect(multiply(300)()).toEqual(small);
  expect(
    allClose(small, matmul(randomStream(1).normals([300, 300]), randomStream(1).normals([300, 300])).data, {
      absolute: 1e-10,
    }),
  ).toBe(true);
  machine.setThreads(1);
});

test("threads let the process end", () => {
  const code = `
    import { backend, matmul, ones } from ${JSON.stringify(core)};
    backend({ layer: "embedded", threads: 2 });
    for (let i = 0; i < 20; i++) matmul(ones([400, 400]), ones([400, 400]));
    console.log(backend().threads);`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", code], {
    encoding: "utf8",
    timeout: 30_000,
  });
  expect(Number(output)).toBeGreaterThan(0);
});
