import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { UserProcess } from "./harness.js";

const folder = mkdtempSync(join(tmpdir(), "mesoscope-jupyter-"));
afterAll(() => rmSync(folder, { recursive: true }));

function install(place: string, name: string, manifest: string): string {
  const extension = join(folder, place, "labextensions", name);
  mkdirSync(extension, { recursive: true });
  writeFileSync(join(extension, "package.json"), manifest);
  return join(folder, place);
}

test("the version of a front-end extension is looked up where Jupyter looks, in its order", async () => {
  const first = install("first", "anywidget", '{ "version": "0.9.1" }');
  const own = install("own", "@scope/name", '{ "version": "2.0.0" }');
  install("own", "broken", "not JSON");
  install("prefix/share/jupyter", "anywidget", '{ "version": "0.11.0" }');
  install("prefix/share/jupyter", "@scope/name", '{ "version": "3.0.0" }');
  const versions = async (environment: Record<string, string>) => {
    const user = new UserProcess({ environment: { JUPYTER_PATH: "", JUPYTER_PREFER_ENV_PATH: "", ...environment } });
    const find = 'globalThis[Symbol.for("mesoscope.runContext")].live.extensionVersion';
    const found = await user.cell(`["anywidget", "@scope/name", "broken"].map((name) => ${find}(name)).join()`);
    await user.close();
    return found.result["text/plain"];
  };
  const prefix = { JUPYTER_DATA_DIR: own, MESOSCOPE_JUPYTER_PREFIX: join(folder, "prefix") };
  expect(await versions(prefix)).toBe("'0.11.0,2.0.0,'");
  expect(await versions({ ...prefix, JUPYTER_PREFER_ENV_PATH: "1" })).toBe("'0.11.0,3.0.0,'");
  expect(await versions({ ...prefix, JUPYTER_PATH: ["/none", first].join(delimiter) })).toBe("'0.9.1,2.0.0,'");
  expect(await versions({ JUPYTER_DATA_DIR: "/none", MESOSCOPE_JUPYTER_PREFIX: "{prefix}" })).toBe("',,'");
});
