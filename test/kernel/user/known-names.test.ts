import { afterEach, expect, test } from "vitest";
import { knownNames, knownValue } from "../../../kernel-extensions/kernel/dist/user/known/names.node.js";

const names = (text: string) => knownNames(text).map(({ name }) => name);
const given = globalThis as Record<string, unknown>;
const give = (value: unknown) => {
  given.specimen = value;
};

afterEach(() => {
  delete given.specimen;
});

test("members of what JavaScript has, with their kinds", () => {
  expect(knownNames("Math.flo")).toEqual([{ name: "floor", type: "function" }]);
  expect(knownNames("Math.PI")).toEqual([{ name: "PI", type: "property" }]);
  expect(names("Math.FLO")).toEqual(["floor"]);
});

test("names of the top level", () => {
  give({});
  expect(knownNames("specim")).toEqual([{ name: "specimen", type: "instance" }]);
  expect(knownNames("parseI")).toEqual([{ name: "parseInt", type: "function" }]);
});

test("own and inherited members, along a path, once each", () => {
  class Base {
    stress = 1;
    strain(): void {}
  }
  class Bar extends Base {
    override strain(): void {}
  }
  give({ bar: new Bar() });
  expect(names("specimen.bar.str")).toEqual(["strain", "stress"]);
  expect(names("specimen.ba")).toEqual(["bar"]);
});

test("members of texts and numbers", () => {
  give("steel");
  expect(names("specimen.toUp")).toEqual(["toUpperCase"]);
  give(3);
  expect(names("specimen.toFix")).toEqual(["toFixed"]);
});

test("of an array its methods and length, whatever its size", () => {
  give(new Float64Array(5_000_000));
  expect(names("specimen.len")).toEqual(["length"]);
  expect(names("specimen.sub")).toEqual(["subarray"]);
  expect(names("specimen.").some((name) => /^\d/.test(name))).toBe(false);
});

test("no getter and no proxy is called", () => {
  let calls = 0;
  const counts = () => calls++;
  give(
    Object.defineProperty({ proxy: new Proxy({}, { ownKeys: () => [String(counts())] }) }, "lazy", {
      get: counts,
      enumerable: true,
    }),
  );
  expect(names("specimen.la")).toEqual(["lazy"]);
  expect([...names("specimen.lazy.to"), ...names("specimen.proxy.")]).toEqual([]);
  expect(calls).toBe(0);
});

test("what is not there has no members", () => {
  give({ nothing: null });
  for (const text of ["specimen.nothing.a", "specimen.other.a", "nobody.a", "new.a"]) expect(names(text)).toEqual([]);
});

test("names that are no identifiers are left out", () => {
  give({ "two words": 1, __hidden: 2, fine: 3 });
  expect(names("specimen.").filter((name) => /two|hidden|fine|constructor/.test(name))).toEqual(["fine"]);
});

test("values along a path; none of functions, getters and what is not there", () => {
  give({ bar: { width: [1, 2] }, run: () => 1 });
  expect(knownValue("specimen.bar.width")).toMatchObject({ type: "Array", shape: "2", text: "[1, 2]" });
  for (const text of ["specimen.run", "specimen.other", "nobody", "navigator"]) {
    expect(knownValue(text)).toBeUndefined();
  }
});
