import { readFileSync } from "node:fs";
import path from "node:path";
import { type ArrayInput, asArray } from "@mesoscope/core";
import { expect } from "vitest";

/** How far a value may lie from the expected one: by `absolute + relative · |expected|` in every entry. */
interface Closeness {
  readonly relative?: number;
  readonly absolute?: number;
}

type Numbers = number | ArrayInput;

declare module "vitest" {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    toBeClose(expected: Numbers, closeness?: Closeness): R;
  }
}

const referenceFolder = path.resolve(import.meta.dirname, "../reference");

/** What a script of `test/reference` wrote, such as `"core/linear-algebra.json"`. */
// biome-ignore lint/suspicious/noExplicitAny: the script beside the file says what is in it
export function reference(file: string): any {
  return JSON.parse(readFileSync(path.join(referenceFolder, file), "utf8"));
}

expect.extend({
  toBeClose(received: Numbers, expected: Numbers, closeness: Closeness = { relative: 1e-12 }) {
    const actual = asArray(typeof received === "number" ? [received] : received, "toBeClose: the received value");
    const wanted = asArray(typeof expected === "number" ? [expected] : expected, "toBeClose: the expected value");
    const { relative = 0, absolute = 0 } = closeness;
    if (JSON.stringify(actual.shape) !== JSON.stringify(wanted.shape)) {
      return { pass: false, message: () => `expected shape [${wanted.shape}], received [${actual.shape}]` };
    }
    const excess = Array.from(wanted.data, (value, i) => {
      if (Object.is(value, actual.data[i]) || value === actual.data[i]) return 0;
      const ratio = Math.abs(actual.data[i]! - value) / (absolute + relative * Math.abs(value));
      return Number.isFinite(value) && Number.isFinite(actual.data[i]) ? ratio : Infinity;
    });
    const worst = excess.reduce((at, value, i) => (value > excess[at]! ? i : at), 0);
    return {
      pass: excess.every((value) => value <= 1),
      message: () =>
        `expected ${wanted.data[worst]} at entry ${worst} of ${wanted.size}, received ${actual.data[worst]}: ` +
        `${excess[worst]!.toPrecision(3)} times what relative ${relative} and absolute ${absolute} allow`,
    };
  },
});
