import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { plain, UserProcess } from "./harness.js";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "mesoscope-modules-")));
const user = new UserProcess({ cwd: folder });
afterAll(async () => {
  await user.close();
  rmSync(folder, { recursive: true });
});

function write(file: string, content: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), content);
}

const result = async (source: string) => {
  const ran = await user.cell(source);
  if (ran.error) throw new Error(plain(ran.error.traceback));
  return ran.result["text/plain"];
};

function writePackage(name: string, fields: object, files: Record<string, string>): void {
  write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", ...fields }));
  for (const [file, content] of Object.entries(files)) write(`node_modules/${name}/${file}`, content);
}

describe("a cell imports", () => {
  test("packages of every kind", async () => {
    writePackage("only-esm", { type: "module", exports: { import: "./i.js" } }, { "i.js": "export const esm = 'esm'" });
    writePackage("old-cjs", { main: "i.js" }, { "i.js": "exports.cjs = 'cjs'; exports.two = 2" });
    expect(
      await result("import { esm } from 'only-esm'; import old, { cjs } from 'old-cjs';\n[esm, cjs, old.two]"),
    ).toBe("[ 'esm', 'cjs', 2 ]");
  });

  test("JSON, with and without attributes, and Node's own modules", async () => {
    write("data.json", '{ "k": 7 }');
    expect(
      await result("import a from './data.json'; import b from './data.json' with { type: 'json' };\na.k + b.k"),
    ).toBe("14");
    expect(
      await result(
        "import { basename } from 'node:path'; import fs from 'fs';\nbasename('/a/b') + typeof fs.readFileSync",
      ),
    ).toBe("'bfunction'");
    write("data.json", '{ "k": 8 }');
    expect(await result("import again from './data.json'; again.k")).toBe("8");
  });

  test("dynamically, and knows where it is", async () => {
    expect(await result("(await import('only-esm')).esm")).toBe("'esm'");
    expect(await result("import.meta.dirname")).toBe(`'${folder}'`);
    expect(await result("import.meta.resolve('./data.json')")).toBe(`'file://${folder}/data.json'`);
    expect(await result("[__dirname, require('old-cjs').two, require('./data.json').k]")).toBe(`[ '${folder}', 2, 8 ]`);
  });

  test("what the kernel's own install has", async () => {
    expect(await result("import { ValueError } from '@mesoscope/sdk'; typeof ValueError")).toBe("'function'");
  });
});

describe("a local file", () => {
  test("is TypeScript with all its syntax, and is seen anew when it or what it imports changes", async () => {
    write("inner.ts", "export enum Size { Small = 1, Large = 10 }\nexport const loads = { n: 0 };");
    write("outer.ts", "import { Size } from './inner.js';\nexport const size: Size = Size.Large;");
    write("keep.ts", "export const box = { value: 0 };");
    expect(
      await result("import { size } from './outer.ts'; import { box } from './keep.ts';\nbox.value = 5; size"),
    ).toBe("10");
    write("inner.ts", "export enum Size { Small = 1, Large = 2000 }\nexport const loads = { n: 0 };");
    expect(await result("import { size } from './outer'; import { box } from './keep.ts';\n[size, box.value]")).toBe(
      "[ 2000, 5 ]",
    );
  });

  test("may use decorators and JSX", async () => {
    write(
      "decorated.ts",
      "const twice = (f: () => number) => function (this: unknown) { return 2 * f.call(this); };\nexport class A { @twice n() { return 4; } }",
    );
    expect(await result("import { A } from './decorated.ts'; new A().n()")).toBe("8");
    write(
      "page.tsx",
      "/** @jsx h */\nconst h = (tag: string, _: unknown, ...c: unknown[]) => `<${tag}>${c}</${tag}>`;\nexport const page = <p>hello</p>;",
    );
    expect(await result("import { page } from './page.tsx'; page")).toBe("'<p>hello</p>'");
  });

  test("is seen anew by require too", async () => {
    write("old.cjs", "module.exports = 1");
    expect(await result("import old from './old.cjs'; old")).toBe("1");
    write("old.cjs", "module.exports = 22");
    expect(await result("import old from './old.cjs'; old")).toBe("22");
    expect(await result("require('./old.cjs')")).toBe("22");
  });

  test("is named with its true line when it throws", async () => {
    write(
      "throws.ts",
      "interface Gone {\n  a: number;\n}\n\nexport function fail(): never {\n  throw new Error('deep');\n}",
    );
    const ran = await user.cell("import { fail } from './throws.ts';\n\nfail();");
    const text = plain(ran.error!.traceback);
    expect(text).toMatch(/at throws\.ts, line 6, column 9 \(fail\)/);
    expect(text).toContain("→ 6 |   throw new Error('deep');");
    expect(text).toMatch(/from Cell \[\d+\], line 3, column 1/);
  });

  test("with a syntax error is reported with its place, and works once it is put right", async () => {
    write("wrong.ts", "export const a = 1;\nexport const b = ;\n");
    const ran = await user.cell("import { b } from './wrong.ts'; b");
    expect(ran.error?.ename).toBe("SyntaxError");
    expect(plain(ran.error!.traceback)).toMatch(/at wrong\.ts, line 2, column 18/);
    write("wrong.ts", "export const a = 1;\nexport const b = 33;\n");
    expect(await result("import { b } from './wrong.ts'; b")).toBe("33");
    write("wrong.mjs", "export const c = 1;\nexport const d = = 2;\n");
    expect(plain((await user.cell("import { d } from './wrong.mjs'; d")).error!.traceback)).toMatch(
      /at wrong\.mjs, line 2/,
    );
  });
});

describe("names that an earlier cell imported", () => {
  const said = async (source: string) => {
    const { stderr, result } = await user.cell(source);
    return [result["text/plain"], stderr];
  };

  test("follow the file when it changes, and so do functions that use them", async () => {
    write("lib.ts", "export const rate = 1;\nexport default (x: number) => rate * x;");
    write("state.ts", "export const state = { runs: 0 };");
    const cell =
      "import scale, { rate as r } from './lib';\nimport * as lib from './lib.js';\nimport { state } from './state';\n";
    await result(`${cell}const twice = (x: number) => 2 * scale(x);\nstate.runs = 7;`);
    write("lib.ts", "export const rate = 10;\nexport default (x: number) => rate * x;");
    expect(await said("[r, scale(1), lib.rate, twice(1), state.runs]")).toEqual([
      "[ 10, 10, 10, 20, 7 ]",
      "lib.ts has changed and was loaded again.\n",
    ]);
    expect(await said("r")).toEqual(["10", ""]);
  });

  test("follow files further down, all of which are named", async () => {
    write("base.ts", "export const unit = 'mm';");
    write("side.ts", "export const side = 1;");
    write(
      "upper.ts",
      "import { unit } from './base';\nimport { side } from './side';\nexport const label = unit + side;",
    );
    expect(await result("import { label } from './upper'; label")).toBe("'mm1'");
    write("base.ts", "export const unit = 'inch';");
    write("side.ts", "export const side = 22;");
    expect(await said("label")).toEqual(["'inch22'", "base.ts and side.ts have changed and were loaded again.\n"]);
  });

  test("keep another meaning that a cell has given them", async () => {
    write("names.ts", "export const mine = 1;\nexport const theirs = 1;");
    await result("import { mine, theirs } from './names'; [mine, theirs]");
    await user.cell("const mine = 'own';");
    write("names.ts", "export const mine = 20;\nexport const theirs = 20;");
    expect((await said("[mine, theirs]"))[0]).toBe("[ 'own', 20 ]");
  });

  test("keep what they were while the file cannot be loaded, or lacks one", async () => {
    write("frail.ts", "export const good = 1;\nexport const other = 1;");
    await result("import { good, other } from './frail'; [good, other]");
    write("frail.ts", "export const good = ;");
    const [value, broken] = await said("good");
    expect([value, plain([broken])]).toEqual([
      "1",
      expect.stringMatching(
        /^frail\.ts has changed and cannot be loaded; names keep what they were\.\nSyntaxError[\s\S]*at frail\.ts, line 1, column 21/,
      ),
    ]);
    expect(await said("other")).toEqual(["1", ""]);
    expect((await user.cell("import { good } from './frail'; good")).error?.ename).toBe("SyntaxError");
    await said("good"); // what an import has tried again is tried for the names of other cells too, once
    expect(await said("other")).toEqual(["1", ""]);
    write("frail.ts", "export const good = 3000;");
    expect((await said("[good, other]"))[1]).toContain("does not provide an export named 'other'");
    write("frail.ts", "export const good = 400;\nexport const other = 400;");
    expect((await said("[good, other]"))[0]).toBe("[ 400, 400 ]");
  });

  test("are not held up by a file whose loading is stopped", async () => {
    write("slow.ts", "export const ready = true;");
    await result("import { ready } from './slow'; ready");
    write("slow.ts", "await new Promise(() => {});\nexport const ready = 'never';");
    const started = user.start("ready");
    setTimeout(() => user.stop(), 200);
    expect((await started.done).error?.ename).toBe("Stopped");
    write("slow.ts", "export const ready = 'again';");
    expect((await said("ready"))[0]).toBe("'again'");
  });
});

describe("the notebook's project", () => {
  const tsconfig = (compilerOptions: object, more: object = {}) =>
    write("tsconfig.json", `// options\n${JSON.stringify({ ...more, compilerOptions }).replace(/}$/, ",}")}`);

  test("names modules by paths and baseUrl of tsconfig.json, in cells and files, also once that has changed", async () => {
    tsconfig({ paths: { "@lib/*": ["./lib-one/*"], exact: ["./lib-one/exact.ts"] } });
    write("lib-one/place.ts", "import { deep } from '@lib/deep';\nexport const place = 'one ' + deep;");
    write("lib-one/deep.ts", "export const deep = 1;");
    write("lib-one/exact.ts", "export default 'exact';");
    expect(await result("import { place } from '@lib/place'; import exact from 'exact'; [place, exact]")).toBe(
      "[ 'one 1', 'exact' ]",
    );
    write("lib-two/deep.ts", "export const deep = 2;");
    tsconfig({ paths: { "@lib/*": ["./lib-two/*", "./lib-one/*"] }, baseUrl: "." });
    expect(await result("import { place } from '@lib/place'; import { deep } from 'lib-two/deep'; [place, deep]")).toBe(
      "[ 'one 2', 2 ]",
    );
  });

  test("names modules by imports of package.json, which is read again", async () => {
    const manifest = (imports: object) => write("package.json", JSON.stringify({ name: "project", imports }));
    manifest({ "#one": "./lib-one/exact.js", "#lib/*": { node: "./lib-one/*.ts" }, "#esm": "only-esm" });
    write("uses-alias.ts", "export { default } from '#one';");
    expect(
      await result(
        "import one from '#one'; import { deep } from '#lib/deep'; import { esm } from '#esm'; import viaFile from './uses-alias';\n[one, deep, esm, viaFile]",
      ),
    ).toBe("[ 'exact', 1, 'esm', 'exact' ]");
    write("lib-two/other.ts", "export default 'another';");
    manifest({ "#one": "./lib-two/other.ts" });
    expect(await result("import one from '#one'; import viaFile from './uses-alias'; [one, viaFile]")).toBe(
      "[ 'another', 'another' ]",
    );
    expect((await user.cell("import nothing from '#nothing'; nothing")).error?.evalue).toContain("#nothing");
  });

  test("says by package.json what its .js files are, also once that has changed", async () => {
    write("kind/package.json", '{ "type": "commonjs" }');
    write("kind/which.js", "exports.kind = typeof this;");
    expect(await result("import { kind } from './kind/which.js'; kind")).toBe("'object'");
    write("kind/package.json", '{ "type": "module" }');
    write("kind/which.js", "export const kind = typeof this;");
    expect(await result("import { kind } from './kind/which.js'; kind")).toBe("'undefined'");
  });

  test("chooses JSX and decorators of files by tsconfig.json, and by what that extends", async () => {
    write("base.json", JSON.stringify({ compilerOptions: { jsx: "react", experimentalDecorators: true } }));
    tsconfig({ jsxFactory: "element" }, { extends: "./base" });
    write("view.tsx", "const element = (tag: string) => `<${tag}>`;\nexport const view = <b/>;");
    write("erased.ts", "export interface Erased {}");
    write(
      "service.ts",
      "import { Erased } from './erased';\nconst seen: string[] = [];\nconst unused: Erased | undefined = undefined;\nconst mark = (_: object, name: string, index: number) => { seen.push(`${name} ${index}`); };\nclass A { run(@mark value: number) { return value; } }\nexport { seen };",
    );
    expect(await result("import { view } from './view'; import { seen } from './service'; [view, seen, ]")).toBe(
      "[ '<b>', [ 'run 0' ] ]",
    );
    writePackage("views", { exports: { "./jsx-runtime": "./r.js" } }, { "r.js": "exports.jsx = (tag) => `{${tag}}`;" });
    tsconfig({ jsx: "react-jsx", jsxImportSource: "views" });
    expect(await result("import { view } from './view'; view")).toBe("'{b}'");
  });

  test("with a tsconfig.json that is none is told so, where it matters", async () => {
    write("tsconfig.json", "{ compilerOptions");
    expect(await result("import { basename } from 'path'; basename('/a')")).toBe("'a'");
    expect((await user.cell("import { deep } from '@lib/deep'; deep")).error?.evalue).toMatch(
      /tsconfig\.json cannot be used: .*Put it right and run the cell again\./,
    );
    rmSync(join(folder, "tsconfig.json"));
    expect(await result("import { esm } from 'only-esm'; esm")).toBe("'esm'");
  });
});

describe("an import that fails", () => {
  test("says how to install the package, and works after that", async () => {
    const ran = await user.cell("import x from 'not-there-yet'");
    expect(plain(ran.error!.traceback)).toMatch(/at Cell \[\d+\], line 1, column 1/);
    expect(ran.error?.evalue).toBe(
      "Cannot find package 'not-there-yet'. Install it for this notebook: %npm install not-there-yet",
    );
    writePackage("not-there-yet", { main: "i.js" }, { "i.js": "module.exports = 'there'" });
    expect(await result("import x from 'not-there-yet'; x")).toBe("'there'");
  });

  test("of a file that is not there names the folder, the cell and what may be meant", async () => {
    write("present.ts", "export const a = 1;");
    const ran = await user.cell("import { a } from './presant.ts';\na;");
    expect(ran.error?.evalue).toBe(`Cannot find './presant.ts' in ${folder}. Did you mean './present.ts'?`);
    expect(plain(ran.error!.traceback)).toMatch(/at Cell \[\d+\], line 1/);
    writePackage("broken", { type: "module", exports: "./gone.js" }, {});
    const broken = await user.cell("1;\nawait import('broken')");
    expect(broken.error?.evalue).toBe(`Cannot find module '${folder}/node_modules/broken/gone.js'`);
    expect(plain(broken.error!.traceback)).toMatch(/at Cell \[\d+\], line 2/);
  });

  test("for want of a dependency works when that comes", async () => {
    write("needs.ts", "import { late } from './late.ts';\nexport const needed = late;");
    expect((await user.cell("import { needed } from './needs.ts'")).error).toBeDefined();
    write("late.ts", "export const late = 'late';");
    expect(await result("import { needed } from './needs.ts'; needed")).toBe("'late'");
    writePackage("needs-package", { type: "module", main: "i.js" }, { "i.js": "export { late } from 'late-package'" });
    expect((await user.cell("import { late } from 'needs-package'; late")).error).toBeDefined();
    writePackage("late-package", { type: "module", main: "i.js" }, { "i.js": "export const late = 'package'" });
    expect(await result("import { late } from 'needs-package'; late")).toBe("'package'");
  });

  test("names an export that is not there", async () => {
    const ran = await user.cell("import { nothing } from 'only-esm';\nnothing;");
    expect(ran.error?.evalue).toBe("The requested module 'only-esm' does not provide an export named 'nothing'");
  });
});

test("errors of a package that is linked, as in a workspace, show the user's line and not the package's", async () => {
  const workspace = realpathSync(mkdtempSync(join(tmpdir(), "mesoscope-workspace-")));
  const file = (path: string, content: string) => {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), content);
  };
  const manifest = (name: string) => JSON.stringify({ name, type: "module", main: "dist/i.js" });
  file("base/package.json", manifest("linked-base"));
  file("base/dist/i.js", "export const refuse = () => { throw new RangeError('refused') };");
  file("top/package.json", manifest("linked-top"));
  file("top/dist/i.js", "import { refuse } from 'linked-base';\nexport const call = (f) => f ? f() : refuse();");
  file("node_modules/.keep", "");
  for (const name of ["base", "top"])
    symlinkSync(join(workspace, name), join(workspace, `node_modules/linked-${name}`));
  file("notebooks/own.ts", "export function own() {\n  throw new Error('mine');\n}");
  const process = new UserProcess({ cwd: join(workspace, "notebooks") });
  const refused = await process.cell("import { call } from 'linked-top';\n\ncall();");
  const mine = await process.cell("import { own } from './own.ts';\ncall(own);");
  await process.close();
  rmSync(workspace, { recursive: true });
  const [title, place] = plain(refused.error!.traceback).split("\n");
  expect(title).toBe("RangeError: refused");
  expect(place).toMatch(/^ {2}at Cell \[\d+\], line 3, column 1$/);
  expect(plain(refused.error!.traceback)).not.toContain("dist");
  expect(plain(mine.error!.traceback)).toMatch(/at own\.ts, line 2, column 9 \(own\)[\s\S]*from Cell \[\d+\], line 2/);
  expect(plain(mine.error!.traceback)).not.toContain("dist");
});
