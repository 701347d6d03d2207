import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { UserProcess } from "./harness.js";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "mesoscope-magics-")));
const user = new UserProcess({
  cwd: folder,
  environment: { npm_config_prefix: "/nowhere", npm_package_name: "other", npm_config_workspaces: "true" },
});
afterAll(async () => {
  await user.close();
  rmSync(folder, { recursive: true });
});

describe("magics", () => {
  test("%help says what there is, and an unknown one says so too", async () => {
    const help = (await user.cell("%help")).shown[0]?.content.data;
    for (const name of ["%graph", "%help", "%npm", "%plugin", "%rerun", "%time", "%types", "%who"])
      expect(help["text/plain"]).toContain(name);
    expect(help["text/html"]).toContain("<table>");
    const one = await user.cell("%help time");
    expect(one.outcome).toMatchObject({
      payload: [{ source: "page", data: { "text/plain": expect.stringMatching(/^%time\n/) }, start: 0 }],
    });
    expect(one.shown).toEqual([]);
    expect((await user.cell("%helpp")).error?.evalue).toContain("Did you mean %help?");
    const unknown = await user.cell("%nothing here");
    expect(unknown.error?.evalue).toBe(
      "%nothing does not exist. There are %graph, %help, %npm, %plugin, %rerun, %time, %types, %who; %help explains them.",
    );
  });

  test("%who lists variables once, with types and values", async () => {
    await user.cell("let n = 1; const list = [1, 2]; function f() {} class A {}; globalThis.g = 'a<b'");
    await user.cell("let n = 2n");
    const who = (await user.cell("%who")).shown[0]?.content.data;
    const rows = who["text/plain"]
      .split("\n")
      .slice(2)
      .map((row: string) => row.split(/ {2,}/));
    expect(rows).toEqual([
      ["n", "bigint", "2n"],
      ["list", "Array (2)", "[ 1, 2 ]"],
      ["f", "function", "[Function: f]"],
      ["A", "class", "[class A]"],
      ["g", "string", "'a<b'"],
    ]);
    expect(who["text/html"]).toContain("&#39;a&lt;b&#39;");
  });

  test("%time tells the wall time and shows the value", async () => {
    const ran = await user.cell("%time 40 + 2");
    expect(ran.stdout).toMatch(/^Wall time: [\d.]+ (µs|ms)\n$/);
    expect(ran.result["text/plain"]).toBe("42");
  });

  test("%types asks the kernel", async () => {
    user.answer = (question) => (question.kind === "types" ? `Types: ${question.argument}` : null);
    expect((await user.cell("%types strict")).shown[0]?.content.data["text/plain"]).toBe("Types: strict");
  });

  test("%npm install puts a package into the notebook's own project and says that packages changed", async () => {
    mkdirSync(join(folder, "source"));
    const script = { postinstall: "node -e \"require('fs').writeFileSync('/tmp/ran','')\"" };
    const fields = { name: "small", version: "1.0.0", type: "module", main: "i.js", scripts: script };
    writeFileSync(join(folder, "source/package.json"), JSON.stringify(fields));
    writeFileSync(join(folder, "source/i.js"), "export const small = 'installed'");
    const asked: string[] = [];
    user.answer = ({ kind }) => {
      asked.push(kind);
      return null;
    };
    expect((await user.cell("import { small } from 'small'")).error?.evalue).toContain("%npm install small");
    const ran = await user.cell("%npm install ./source\nimport { small } from 'small'; small");
    expect(ran.error).toBeUndefined();
    expect(ran.stdout).toContain("added 1 package");
    expect(ran.result["text/plain"]).toBe("'installed'");
    expect(asked).toEqual(["packages-changed"]);
    expect(existsSync(join(folder, "package.json"))).toBe(true);
  });

  test("%npm takes names of packages only", async () => {
    expect((await user.cell("%npm install --global x")).error?.evalue).toContain('"--global" is no package name');
    expect((await user.cell("%npm run build")).error?.evalue).toContain("%npm run build is not known");
    expect((await user.cell("%npm")).error?.evalue).toMatch(/^%npm is not known/);
  });
});
