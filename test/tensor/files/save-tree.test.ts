import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { array, NDArray } from "@mesoscope/core";
import { adam, encodeSafetensors, loadTree, saveTree, ssBroyden } from "@mesoscope/tensor";
import { afterAll, describe, expect, test } from "vitest";
import { bowl } from "../optimizers/objectives.ts";

const code = (name: string) => expect.objectContaining({ code: name });
/** As JSON: NDArray keeps every bit there, and its single numbers cannot be gone through. */
const shown = (tree: unknown) => JSON.stringify(tree);
const folder = mkdtempSync(path.join(tmpdir(), "save-tree-"));
const place = (name: string) => path.join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("saveTree and loadTree", () => {
  test("keep lists, objects, numbers and single arrays", async () => {
    const layers = [
      { weights: array([[1, 2]]), bias: array([3]) },
      { weights: array([[4]]), bias: array([]) },
    ];
    await saveTree(place("tree"), { layers, step: 7, data: [1, 2, 3], none: {} });
    const one = new NDArray(Float64Array.of(7), []);
    expect(shown(await loadTree(place("tree")))).toBe(shown({ layers, step: one, data: array([1, 2, 3]), none: {} }));
    await saveTree(place("single"), [[0.5, -0]]);
    expect(await loadTree(place("single"))).toEqual(array([[0.5, -0]]));
  });

  test("keep names that mean something to JavaScript", async () => {
    const tree = JSON.parse('{"__proto__":{"constructor":[1]},"toString":[2]}');
    await saveTree(place("names"), tree);
    const found = await loadTree(place("names"));
    expect(Object.keys(found)).toEqual(["__proto__", "toString"]);
    expect(Object.getPrototypeOf(found)).toBe(Object.prototype);
  });

  test("keep the state of an optimiser and of a search", async () => {
    const memory = adam().initial({ weights: [[1, 2]], bias: [3] });
    await saveTree(place("adam"), memory);
    expect(shown(await loadTree(place("adam")))).toBe(shown(memory));
    const search = ssBroyden().start(new Float64Array(6));
    await search.run(bowl(100), 4);
    await saveTree(place("search"), search.toJSON());
    const resumed = ssBroyden().resume(await loadTree(place("search")));
    await search.run(bowl(100), 4);
    await resumed.run(bowl(100), 4);
    expect(resumed.point).toEqual(search.point);
  });

  test("read files of other makers by name", async () => {
    writeFileSync(place("foreign"), encodeSafetensors({ "a.b": array([1]), a: array([2]) }));
    expect(await loadTree(place("foreign"))).toEqual({ "a.b": array([1]), a: array([2]) });
  });

  test("replace a file whole, and leave nothing behind where they fail", async () => {
    const own = place("own");
    mkdirSync(own);
    await saveTree(path.join(own, "x"), [1]);
    await saveTree(path.join(own, "x"), [2]);
    expect(await loadTree(path.join(own, "x"))).toEqual(array([2]));
    mkdirSync(path.join(own, "folder"));
    await expect(saveTree(path.join(own, "folder"), [3])).rejects.toThrow();
    expect(readdirSync(own).toSorted()).toEqual(["folder", "x"]);
  });

  test("name bad input", async () => {
    await expect(saveTree(place("bad"), { a: "text" })).rejects.toThrow(code("BAD_TREE"));
    await expect(saveTree(place("bad"), { a: { b: [1] }, "a.b": [2] })).rejects.toThrow(
      /two arrays have the path a\.b/,
    );
    await expect(loadTree(place("nowhere"))).rejects.toThrow(code("FILE_NOT_FOUND"));
    writeFileSync(place("text"), "no tensors here");
    await expect(loadTree(place("text"))).rejects.toThrow(/^loadTree: .*text is no whole safetensors file: its header/);
    const formed = (tree: string) => writeFileSync(place("form"), encodeSafetensors({}, { metadata: { tree } }));
    formed("{");
    await expect(loadTree(place("form"))).rejects.toThrow(/form: the form of its tree is no JSON/);
    formed('{"a":"b"}');
    await expect(loadTree(place("form"))).rejects.toThrow(/names b, which it does not hold/);
  });
});
