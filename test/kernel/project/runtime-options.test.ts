import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { compilerIn } from "../../../kernel-extensions/kernel/dist/compile/compile-cell.node.js";
import { parseJsonWithComments } from "../../../kernel-extensions/kernel/dist/project/json-with-comments.js";
import { runtimeOptions } from "../../../kernel-extensions/kernel/dist/project/runtime-options.node.js";

const root = realpathSync(mkdtempSync(join(tmpdir(), "mesoscope-project-")));
afterAll(() => rmSync(root, { recursive: true }));

function write(file: string, content: object | string): string {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

test("JSON may hold comments and a last comma, and text that looks like them", () => {
  const text = '\uFEFF{ // line\n "a": "/* no */ // no", /* block\n */ "b": [1, 2, ], "c": ",}", "d": "\\"//", }';
  expect(parseJsonWithComments(text)).toEqual({ a: "/* no */ // no", b: [1, 2], c: ",}", d: '"//' });
  expect(() => parseJsonWithComments("{ a: 1 }")).toThrow(SyntaxError);
  expect(() => parseJsonWithComments('{ "a": "open }')).toThrow(SyntaxError);
});

describe("the options of a notebook's folder", () => {
  test("are those of the nearest tsconfig.json, on top of those that it extends", () => {
    write("app/node_modules/@base/strict/tsconfig.json", { compilerOptions: { jsx: "react", jsxFactory: "base" } });
    write("app/shared/paths.json", { compilerOptions: { paths: { "lib/*": ["./*"] }, jsxFactory: "shared" } });
    const file = write("app/tsconfig.json", {
      extends: ["@base/strict", "./shared/paths"],
      compilerOptions: { jsxImportSource: "preact" },
    });
    mkdirSync(join(root, "app/notebooks/deep"), { recursive: true });
    expect(runtimeOptions(join(root, "app/notebooks/deep"))).toEqual({
      jsx: "react",
      jsxFactory: "shared",
      jsxImportSource: "preact",
      paths: { "lib/*": [join(root, "app/shared")].map((folder) => `${folder}/*`) },
      file,
    });
  });

  test("count paths from baseUrl", () => {
    write("based/tsconfig.json", { compilerOptions: { baseUrl: "src", paths: { a: ["x/a.ts"] } } });
    expect(runtimeOptions(join(root, "based"))).toMatchObject({
      baseUrl: join(root, "based/src"),
      paths: { a: [join(root, "based/src/x/a.ts")] },
    });
  });

  test("are read again when a file that they come from has changed", () => {
    write("live/base.json", { compilerOptions: { jsx: "react" } });
    write("live/tsconfig.json", { extends: "./base.json" });
    const before = runtimeOptions(join(root, "live"));
    expect(before.jsx).toBe("react");
    expect(runtimeOptions(join(root, "live"))).toBe(before);
    write("live/base.json", { compilerOptions: { jsx: "preserve" } });
    expect(runtimeOptions(join(root, "live")).jsx).toBe("preserve");
  });

  test("that cannot be read are named with what is wrong", () => {
    write("bad/tsconfig.json", { extends: "./gone" });
    const refused = { code: "BAD_TSCONFIG" };
    expect(() => runtimeOptions(join(root, "bad"))).toThrow(expect.objectContaining(refused));
    expect(() => runtimeOptions(join(root, "bad"))).toThrow('"./gone", which it extends, was not found');
    write("bad/tsconfig.json", { extends: "./tsconfig.json" });
    expect(() => runtimeOptions(join(root, "bad"))).toThrow("it extends itself");
  });
});

describe("a cell", () => {
  const { compileCell } = compilerIn(join(root, "cells"));

  test("has the JSX of the project, as it is when the cell runs, and its own @jsx before that", () => {
    write("cells/tsconfig.json", { compilerOptions: { jsx: "react-jsx", jsxImportSource: "preact" } });
    expect(compileCell("<b/>").code).toContain("preact/jsx-runtime");
    write("cells/tsconfig.json", { compilerOptions: { jsx: "react", jsxFactory: "h", jsxFragmentFactory: "F" } });
    expect(compileCell("<><b/></>").code).toMatch(/h\(F, null, .*h\("b", null\)\)/);
    expect(compileCell("/** @jsx own */\n<b/>").code).toContain('own("b", null)');
    write("cells/tsconfig.json", "{}");
    expect(compileCell("<b/>").code).toContain("react/jsx-runtime");
  });

  test("has the decorators of the project, at parameters and with types too", () => {
    write("cells/tsconfig.json", { compilerOptions: { experimentalDecorators: true, emitDecoratorMetadata: true } });
    const { code } = compileCell("class A {\n  @note run(@mark value: string) {}\n}");
    expect(code).toContain("__param(0, mark)");
    expect(code).toContain('"design:paramtypes", [String]');
    write("cells/tsconfig.json", {});
    expect(compileCell("class A {\n  @note run() {}\n}").code).toContain("__esDecorate");
  });
});
