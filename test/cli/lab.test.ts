import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { copyCheckout, type Ended, mesoscope, temporaryFolder } from "./checkout.ts";
import { program } from "./fake-programs.ts";

/** `mesoscope lab` with Pythons that only pretend; the real one is started by the tests in the browser. */

const checkout = copyCheckout();
const place = temporaryFolder();
afterAll(() => {
  checkout.remove();
  place.remove();
});

const environment = path.join(checkout.folder, ".venv");
let programs: string;
let count = 0;
beforeEach(() => {
  programs = path.join(place.folder, `${++count}`);
  mkdirSync(programs);
  rmSync(environment, { recursive: true, force: true });
});

const lab = (...args: string[]) =>
  mesoscope(checkout.folder, ["lab", "--check", ...args], { env: { PATH: programs, npm_execpath: undefined } });

interface FakePython {
  readonly name?: string;
  readonly version?: string;
  readonly hasVenv?: boolean;
  /** What runs for `-m pip` and `-m jupyterlab` in the environment that it makes. */
  readonly pip?: string;
  readonly jupyterlab?: string;
}

const usage = Array.from({ length: 60 }, (_, i) => `--ServerApp.option${i}=<Unicode>  on EACCES, permission denied`);
const lastWords = [...usage, ...Array(20).fill("-"), "[C] Bad config encountered"].join("\\n");

function python({ name = "python3", version = "3.12", hasVenv = true, pip = "", jupyterlab = "" }: FakePython): void {
  program(
    programs,
    name,
    `if (args[0] === "-c" && args[1].includes("version_info")) { console.log("${version}"); process.exit(${hasVenv ? 0 : 1}); }
if (args[1] === "venv") {
  fs.mkdirSync(path.join(args[2], "bin"), { recursive: true });
  fs.copyFileSync(process.argv[1], path.join(args[2], "bin/python"));
}
if (args[1] === "pip") { ${pip} }
if (args[1] === "jupyterlab") { ${jupyterlab || `console.error("${lastWords}"); process.exit(1)`} }`,
  );
}

function sentence({ status, stderr }: Ended): string {
  expect(status).toBe(1);
  const lines = stderr
    .trimEnd()
    .split("\n")
    .filter((line) => !/^[·✓✗] /.test(line));
  expect(lines, stderr).toHaveLength(1);
  return lines[0]!;
}

const isInstalled = () => existsSync(path.join(environment, "mesoscope-lab.json"));

describe("Python", () => {
  test("is missing", async () => {
    expect(sentence(await lab())).toMatch(/Python was not found.*Install Python 3\.10 or later/);
  });

  test("is too old", async () => {
    python({ version: "3.8" });
    expect(sentence(await lab())).toMatch(/Python 3\.8 is too old\. Install Python 3\.10 or later/);
  });

  test("has no venv module", async () => {
    python({ hasVenv: false });
    expect(sentence(await lab())).toMatch(/Python 3\.12 has no venv module\. On Debian: apt install python3\.12-venv/);
  });

  test("is taken under another name where python3 is too old", async () => {
    python({ version: "3.9" });
    python({ name: "python3.11", version: "3.11" });
    await lab();
    expect(isInstalled()).toBe(true);
    expect(readFileSync(path.join(environment, "bin/python"), "utf8")).toContain('"3.11"');
  });
});

describe("the environment", () => {
  test("is not claimed when pip finds no network, and the next start makes it", async () => {
    python({ pip: 'console.error("NewConnectionError: Failed to establish a new connection"); process.exit(1)' });
    expect(sentence(await lab())).toMatch(/Installing JupyterLab: the network could not be reached/);
    expect(isInstalled()).toBe(false);
    python({});
    await lab();
    expect(isInstalled()).toBe(true);
  });

  test("is made anew when its Python does not run", async () => {
    python({});
    await lab();
    writeFileSync(path.join(environment, "bin/python"), "#!/nowhere/python\n");
    writeFileSync(path.join(environment, "rubbish"), "");
    await lab();
    expect(isInstalled()).toBe(true);
    expect(existsSync(path.join(environment, "rubbish"))).toBe(false);
    const spec = JSON.parse(
      readFileSync(path.join(environment, "share/jupyter/kernels/mesoscope/kernel.json"), "utf8"),
    );
    expect(spec.argv[0]).toBe(process.execPath);
  });
});

describe("JupyterLab", () => {
  test("that ends at once is quoted, and its help is not taken for its reason", async () => {
    python({});
    const { status, stderr } = await lab();
    expect(status).toBe(1);
    expect(stderr).toMatch(/mesoscope: Starting JupyterLab failed\. Its last words were:\n[-\n]*\n\[C\] Bad config/);
  });

  test("cannot have a port that is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    expect(sentence(await lab("--port", String(port)))).toMatch(new RegExp(`port ${port} is taken`));
    server.close();
    expect(existsSync(environment)).toBe(false);
  });

  test.each([
    [["--port", "http"], /--port is "http"\. Give a number from 1 to 65535/],
    [["--port", "70000"], /Give a number from 1 to 65535/],
    [["/no/such/folder"], /is not a folder/],
    [["--open"], /Unknown option '--open'/],
  ])("refuses %j", async (args, expected) => {
    expect(sentence(await lab(...args))).toMatch(expected);
  });
});
