import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { kernelOptions } from "../../kernel-extensions/kernel/dist/node-options.js";
import { copyCheckout, mesoscope, temporaryFolder } from "./checkout.ts";

const checkout = copyCheckout();
const place = temporaryFolder();
afterAll(() => {
  checkout.remove();
  place.remove();
});

const builtFrontEnd = path.join(checkout.folder, "kernel-extensions/lab/dist/labextension");
const everything = (folder: string) => readdirSync(folder, { recursive: true }).sort();
const files = ["kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"];

function freshPlace(name: string): string {
  const folder = path.join(place.folder, name);
  mkdirSync(folder);
  writeFileSync(path.join(folder, "other.txt"), "");
  return folder;
}

describe("mesoscope install", () => {
  test("puts a kernelspec that starts this kernel under a prefix, twice, and uninstall takes all of it back", async () => {
    const prefix = freshPlace("prefix");
    const before = everything(prefix);
    const kernel = path.join(prefix, "share/jupyter/kernels/mesoscope");
    const frontEnd = path.join(prefix, "share/jupyter/labextensions/@mesoscope/lab");
    for (let i = 0; i < 2; i++) {
      expect(await mesoscope(checkout.folder, ["install", "--prefix", prefix])).toMatchObject({ status: 0 });
      expect(everything(path.dirname(kernel))).toEqual(["mesoscope", ...files.map((name) => `mesoscope/${name}`)]);
      expect(everything(frontEnd)).toEqual(everything(builtFrontEnd));
      writeFileSync(path.join(frontEnd, "static/of-an-older-one.js"), "");
    }
    const { argv, ...spec } = JSON.parse(readFileSync(path.join(kernel, "kernel.json"), "utf8"));
    expect(spec).toMatchObject({
      display_name: "TypeScript (Mesoscope)",
      language: "typescript",
      interrupt_mode: "message",
      metadata: { supported_encryption: ["curve"] },
    });
    expect(argv).toEqual([
      process.execPath,
      ...kernelOptions,
      path.join(checkout.folder, "kernel-extensions/kernel/dist/kernel/main.js"),
      "{connection_file}",
      "{prefix}",
    ]);
    expect(await mesoscope(checkout.folder, ["uninstall", "--prefix", prefix])).toMatchObject({ status: 0 });
    expect(everything(prefix)).toEqual(before);
  });

  test("follows JUPYTER_DATA_DIR and keeps the kernels of others", async () => {
    const data = freshPlace("data");
    const others = path.join(data, "kernels/other");
    mkdirSync(others, { recursive: true });
    const before = everything(data);
    const env = { JUPYTER_DATA_DIR: data };
    expect(await mesoscope(checkout.folder, ["install", "--user"], { env })).toMatchObject({ status: 0 });
    expect(everything(path.join(data, "kernels/mesoscope"))).toEqual(files);
    expect(await mesoscope(checkout.folder, ["uninstall"], { env })).toMatchObject({ status: 0 });
    expect(everything(data)).toEqual(before);
  });

  test("follows the folders of the system", async () => {
    const home = freshPlace("home");
    const env = { HOME: home, XDG_DATA_HOME: undefined, JUPYTER_DATA_DIR: undefined };
    const { stdout } = await mesoscope(checkout.folder, ["install"], { env });
    const folder = process.platform === "darwin" ? "Library/Jupyter" : ".local/share/jupyter";
    expect(stdout).toContain(path.join(home, folder, "kernels", "mesoscope"));
    expect(everything(path.join(home, folder, "kernels/mesoscope"))).toEqual(files);
  });

  test.each(["install", "uninstall"])("%s leaves a kernel alone that is not ours", async (command) => {
    const prefix = freshPlace(`foreign-${command}`);
    const kernel = path.join(prefix, "share/jupyter/kernels/mesoscope");
    mkdirSync(kernel, { recursive: true });
    writeFileSync(path.join(kernel, "kernel.json"), '{"argv":["other"],"display_name":"Other","metadata":{}}');
    const before = everything(prefix);
    const { status, stderr } = await mesoscope(checkout.folder, [command, "--prefix", prefix]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/holds a kernel that is not Mesoscope's/);
    expect(everything(prefix)).toEqual(before);
  });

  const refused: [string, string[], RegExp][] = [
    ["a prefix below a file", ["install", "--prefix", "FILE"], /cannot be written/],
    ["both places", ["install", "--user", "--prefix", "x"], /exclude each other/],
    ["an empty prefix", ["install", "--prefix", ""], /names no folder/],
    ["a name", ["install", "x"], /at most 0/],
    ["nothing to undo", ["uninstall", "--prefix", "NOWHERE"], /there is no kernel in/],
  ];
  test.each(refused)("refuses %s in one sentence", async (name, args, sentence) => {
    const folder = freshPlace(name);
    const places: Record<string, string> = { FILE: path.join(folder, "other.txt"), NOWHERE: folder };
    const { status, stderr } = await mesoscope(
      checkout.folder,
      args.map((argument) => places[argument] ?? argument),
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(
      stderr
        .trimEnd()
        .split("\n")
        .filter((line) => !/^[·✓]/.test(line)),
    ).toHaveLength(1);
    expect(everything(folder)).toEqual(["other.txt"]);
  });
});
