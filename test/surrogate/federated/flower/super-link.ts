import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const python = process.env.MESOSCOPE_PYTHON ?? resolve(import.meta.dirname, "../../../../.venv/bin/python");

/** Whether Python's flwr is there; `npm test` installs it. */
export const hasFlower: boolean = existsSync(python) && spawnSync(python, ["-c", "import flwr"]).status === 0;

/** Flower's own server, in a folder of its own. */
export class SuperLink {
  readonly folder = mkdtempSync(join(tmpdir(), "flower-"));
  address = "";
  #process: ChildProcess | undefined;

  readonly #environment = {
    ...process.env,
    PATH: `${dirname(python)}${delimiter}${process.env.PATH}`,
    FLWR_HOME: this.folder,
    FLWR_TELEMETRY_ENABLED: "0",
  };

  /** Starts on a free port and waits until it answers; `connection` is what flwr's commands must know of it. */
  async start(words: readonly string[], connection: string): Promise<void> {
    const port = await freePort();
    this.address = `127.0.0.1:${port}`;
    writeFileSync(join(this.folder, "config.toml"), `[superlink.test]\naddress = "${this.address}"\n${connection}\n`);
    const log = openSync(join(this.folder, "log"), "w");
    const options = ["--host", "127.0.0.1", "--port", String(port), "--disable-runtime-dependency-installation"];
    this.#process = spawn(join(dirname(python), "flower-superlink"), [...options, ...words], {
      env: this.#environment,
      stdio: ["ignore", log, log],
    });
    while (!this.log().includes("Uvicorn running")) {
      if (this.#process.exitCode !== null) throw new Error(`flower-superlink ended: ${this.log()}`);
      await sleep(100);
    }
  }

  /** Runs the server app and gives what it wrote. */
  // biome-ignore lint/suspicious/noExplicitAny: server-app/mean_app/server.py says what is in it
  async run(config: string): Promise<any> {
    const app = join(this.folder, "app");
    const result = join(this.folder, "result.json");
    cpSync(join(import.meta.dirname, "server-app"), app, { recursive: true });
    await this.command("flwr", "run", app, "test", "--run-config", `${config} result="${result}"`);
    while (!existsSync(result)) await sleep(100);
    await sleep(100);
    return JSON.parse(readFileSync(result, "utf8"));
  }

  /** Runs a command of flwr. */
  async command(...[command, ...words]: [string, ...string[]]): Promise<string> {
    const { stdout } = await promisify(execFile)(command, words, { env: this.#environment, cwd: this.folder });
    return stdout;
  }

  /** A file that `certificates.py` wrote. */
  read(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  async makeCertificates(): Promise<void> {
    mkdirSync(this.folder, { recursive: true });
    await this.command(python, join(import.meta.dirname, "certificates.py"), this.folder);
  }

  log(): string {
    return this.read("log");
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.#process?.once("exit", done));
    if (this.#process?.exitCode === null && this.#process.kill("SIGTERM")) await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}
