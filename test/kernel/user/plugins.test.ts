import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inRange } from "../../../kernel-extensions/kernel/dist/user/plugins/version-range.js";
import { plain, UserProcess, until } from "./harness.js";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "mesoscope-plugins-")));
let user: UserProcess;

function write(file: string, content: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), content);
}

function writePlugin(name: string, setup: string, manifest: object = {}, plugin = name): void {
  const fields = { name, version: "1.2.3", type: "module", description: `about ${name}` };
  const mesoscope = { plugin: "./plugin.js", sdk: "*", ...manifest };
  write(`node_modules/${name}/package.json`, JSON.stringify({ ...fields, mesoscope }));
  write(
    `node_modules/${name}/plugin.js`,
    `globalThis.ran ??= []; globalThis.ran.push("${name}");
    export default { name: "${plugin}", setup(host) { ${setup} } };`,
  );
}

beforeAll(() => {
  write("package.json", JSON.stringify({ mesoscope: { plugins: ["early"] } }));
  writePlugin("early", "host.command('early', 'Says early', (line) => `early ${line}`)");
  writePlugin(
    "base",
    "host.show((v) => v?.kind === 'stone', (v) => ({ 'text/plain': 'stone ' + v.weight })); host.show((v) => v === 42, () => ({ 'text/plain': 'the answer' }))",
  );
  writePlugin(
    "@scope/upper",
    "host.signal.onabort = () => console.log('gone'); host.command('upper', 'Upper case', (line) => line.toUpperCase())",
    { requires: ["base"] },
  );
  writePlugin("broken", "host.command('half', 'Half', () => 1); throw new Error('cannot start')");
  writePlugin("lonely", "", { requires: ["base", "absent"] });
  writePlugin("ring-a", "", { requires: ["ring-b"] });
  writePlugin("ring-b", "", { requires: ["ring-a"] });
  writePlugin("double", "", {}, "base");
  writePlugin("old", "", { sdk: "^99.0.0" });
  writePlugin(
    "hooks",
    "host.aroundCell({ before: (c) => console.log('before', c.source), after: (r) => console.log('after', r.ok) })",
  );
  writePlugin(
    "clumsy",
    "host.aroundCell({ before() { throw new Error('clumsy hook') } }); host.show((v) => v?.kind === 'stone', () => { throw new Error('clumsy show') })",
  );
  writePlugin(
    "talk",
    `host.comm('echo', (comm, first) => {
      comm.send({ opened: first.data });
      comm.onMessage((m) => { if (m.data.bad) throw new Error('bad'); comm.send({ echo: m.data }, m.buffers.map((b) => b.slice().reverse())); });
      comm.onClose(() => console.log('closed'));
    });
    host.command('open', 'Opens a comm', () => { host.openComm('view', { a: 1 }, [new Uint8Array([1, 2])]); });`,
  );
  user = new UserProcess({ cwd: folder });
});
afterAll(async () => {
  await user.close();
  rmSync(folder, { recursive: true });
});

const text = async (source: string) => {
  const ran = await user.cell(source);
  if (ran.error) throw new Error(`${ran.error.ename} ${ran.error.evalue}`);
  return ran.shown.map(({ content }) => content.data?.["text/plain"] ?? content.text).join("\n");
};

describe("%plugin", () => {
  test("loads what the project asks for before the first cell, and lists the rest without running it", async () => {
    expect(await text("%early bird")).toBe("'early bird'");
    const list = await user.cell("%plugin list");
    const html = list.shown[0]?.content.data["text/html"];
    expect(html).toMatch(
      /<td[^>]*>early<\/td><td[^>]*>1\.2\.3<\/td><td[^>]*>loaded<\/td><td[^>]*>%early<\/td><td[^>]*>about early</,
    );
    expect(html).toContain("@scope/upper");
    expect(await text("globalThis.ran")).toBe("[ 'early' ]");
  });

  test("loads a plugin after those it requires, and takes all back when it is unloaded", async () => {
    expect(await text("%plugin load upper")).toBe("Loaded base, @scope/upper.");
    expect(await text("%upper case")).toBe("'CASE'");
    expect(await text("({ kind: 'stone', weight: 3 })")).toBe("stone 3");
    expect(await text("6 * 7")).toBe("the answer");
    await expect(text("%plugin unload base")).rejects.toThrow(/@scope\/upper requires base/);
    expect(await text("%plugin unload upper")).toBe("gone\n\nUnloaded @scope/upper.");
    await expect(text("%upper case")).rejects.toThrow(/%upper does not exist. There are %early, %graph, %help/);
    expect(await text("%plugin unload base")).toBe("Unloaded base.");
    expect(await text("({ kind: 'stone', weight: 3 })")).toBe("{ kind: 'stone', weight: 3 }");
    expect(await text("6 * 7")).toBe("42");
  });

  test("names what is wrong with a plugin, and leaves it out", async () => {
    const broken = await user.cell("%plugin load broken");
    expect(broken.error?.ename).toBe("PluginError");
    expect(plain(broken.error!.traceback)).toContain("Caused by:\n  Error: cannot start");
    await expect(text("%half")).rejects.toThrow(/%half does not exist/);
    await expect(text("%plugin load lonely")).rejects.toThrow(/lonely → absent is not there/);
    await expect(text("%plugin load ring-a")).rejects.toThrow(/ring-a → ring-b → ring-a/);
    await expect(text("%plugin load old")).rejects.toThrow(/made for sdk \^99\.0\.0/);
    await expect(text("%plugin load earli")).rejects.toThrow(/earli is not there. Did you mean early\?/);
    await expect(text("%plugin load rly")).rejects.toThrow(/rly is not there. Did you mean early\?/);
    expect(await text("%plugin load base hooks")).toBe("Loaded base, hooks.\nafter true\n");
    await text("%plugin unload hooks");
    await expect(text("%plugin load double")).rejects.toThrow(/double and base are both named base/);
    await text("%plugin unload base");
  });

  test("runs hooks around cells, and takes out what fails, once", async () => {
    await text("%plugin load hooks");
    expect(await text("1 + 1")).toBe("before 1 + 1\n\n2\nafter true\n");
    const before = user.messages.length;
    const rehearsal = { run: -1, count: 0, id: "", source: "1", code: "1", steps: [], silent: false, expressions: {} };
    user.send({ type: "run", ...rehearsal });
    await until(() => user.messages.length > before);
    expect(user.messages.slice(before)).toMatchObject([{ type: "done", run: -1 }]);
    await text("%plugin unload hooks");
    await text("%plugin load clumsy");
    const first = await user.cell("({ kind: 'stone' })");
    expect(plain([first.stderr])).toMatch(
      /cell hooks of plugin clumsy failed[\s\S]*clumsy hook[\s\S]*a display of plugin clumsy failed/,
    );
    expect(first.result["text/plain"]).toBe("{ kind: 'stone' }");
    expect((await user.cell("({ kind: 'stone' })")).stderr).toBe("");
  });
});

describe("comms", () => {
  const comm = (message: "comm_open" | "comm_msg" | "comm_close", content: object, payloads: Uint8Array[] = []) => {
    user.send({ type: "comm", run: 900, message, content: { ...content }, metadata: {} }, payloads);
  };

  test("carry messages and buffers both ways", async () => {
    await text("%plugin load talk");
    const shown = user.shown(900);
    comm("comm_open", { comm_id: "c1", target_name: "echo", data: { n: 1 } });
    comm("comm_msg", { comm_id: "c1", data: { x: 2 } }, [new Uint8Array([7, 8, 9])]);
    await until(() => shown.length === 2);
    expect(shown[0]).toMatchObject({ message: "comm_msg", content: { comm_id: "c1", data: { opened: { n: 1 } } } });
    expect(shown[1]?.content.data).toEqual({ echo: { x: 2 } });
    expect([...shown[1]!.buffers[0]!]).toEqual([9, 8, 7]);
    comm("comm_close", { comm_id: "c1" });
    await until(() => shown.length === 3);
    expect(shown[2]?.content.text).toBe("closed\n");
    expect(user.messages.filter(({ type }) => type === "done").length).toBeGreaterThan(3);
  });

  test("with a target that is not there are closed", async () => {
    comm("comm_open", { comm_id: "c2", target_name: "nobody", data: {} });
    const shown = user.shown(900);
    await until(() => shown.some(({ message }) => message === "comm_close"));
    expect(shown.at(-1)?.content.comm_id).toBe("c2");
  });

  test("are opened from the kernel", async () => {
    const ran = await user.cell("%open");
    expect(ran.shown[0]).toMatchObject({ message: "comm_open", content: { target_name: "view", data: { a: 1 } } });
    expect([...ran.shown[0]!.buffers[0]!]).toEqual([1, 2]);
  });

  test("whose handler throws are reported with the plugin's name", async () => {
    comm("comm_open", { comm_id: "c3", target_name: "echo", data: {} });
    comm("comm_msg", { comm_id: "c3", data: { bad: true } });
    const shown = user.shown(900);
    await until(() => shown.at(-1)?.message === "stream");
    expect(plain([shown.at(-1)?.content.text])).toMatch(/comm echo of plugin talk failed and was taken out[\s\S]*bad/);
  });
});

test("version ranges are those of npm", () => {
  const fits = ["^1.2.0", "~1.4.2", "1.x", "*", ">=1.0.0", ">=1.0.0 <2.0.0", "0.9 || ^1", "1.4.2", "1"];
  const not = ["^2.0.0", "~1.3.0", "^1.5.0", "1.4.1", "<1.4.2", ">1.4.2", "^0.4.0"];
  for (const range of fits) expect([range, inRange("1.4.2", range)]).toEqual([range, true]);
  for (const range of not) expect([range, inRange("1.4.2", range)]).toEqual([range, false]);
  expect(inRange("0.2.3", "^0.2.1")).toBe(true);
  expect(inRange("0.3.0", "^0.2.1")).toBe(false);
});

test("a plugin that is being written is loaded anew, also after it could not be read", async () => {
  const version = (text: string) => write("writing/lib.js", `export const version = ${text};`);
  const manifest = { plugin: "./plugin.js", sdk: "*" };
  write(
    "writing/package.json",
    JSON.stringify({ name: "writing", type: "module", main: "lib.js", mesoscope: manifest }),
  );
  write(
    "writing/plugin.js",
    'import { version } from "./lib.js"; export default { name: "writing", setup(host) { host.command("version", "", (line) => { if (line) throw new Error("no argument"); return version; }); } };',
  );
  symlinkSync(join(folder, "writing"), join(folder, "node_modules/writing"));
  const shown = async (source: string) => {
    const ran = await user.cell(source);
    return ran.error?.evalue ?? ran.shown.at(-1)?.content.data["text/plain"];
  };
  version("1");
  expect(await shown("%plugin load writing\n%version")).toBe("1");
  const refused = await user.cell("%version x");
  expect(plain(refused.error!.traceback)).toMatch(/^Error: no argument\n {2}at Cell \[\d+\], line 1/);
  version("2");
  expect(await shown("%plugin unload writing\n%plugin load writing\n%version")).toBe("2");
  version("");
  expect(await shown("import { version } from 'writing';")).toContain("Unexpected token");
  expect(await shown("%plugin unload writing\n%plugin load writing")).toContain("failed in its setup");
  version("'third'");
  expect(await shown("%plugin load writing\n%version")).toBe("'third'");
  expect(await shown("%plugin unload writing")).toBe("Unloaded writing.");
});
