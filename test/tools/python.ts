import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { mesoscope } from "../kernel/client/index.ts";

const root = resolve(import.meta.dirname, "../..");

/** nbclient's command, which is not a module that `-m` runs. */
export const nbclient: readonly string[] = ["-c", "from nbclient.cli import main; main()"];

/** A folder to work in, where Jupyter's tools find our kernel and nothing of the machine's own settings. */
export class Workplace {
  readonly folder: string = mkdtempSync(join(tmpdir(), "tools-"));

  constructor() {
    const description = {
      argv: mesoscope.argv,
      display_name: "TypeScript (Mesoscope)",
      language: "typescript",
      interrupt_mode: "message",
    };
    this.write("jupyter/kernels/mesoscope/kernel.json", JSON.stringify(description));
  }

  write(path: string, text: string): string {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  /** Runs Python, with `input` typed in, and gives its exit code and everything it printed. */
  python(...words: readonly string[]): Promise<{ code: number; text: string }> {
    return this.pythonWith("", ...words);
  }

  pythonWith(input: string, ...words: readonly string[]): Promise<{ code: number; text: string }> {
    const child = this.#start(words);
    child.stdin!.end(input);
    return new Promise((done, fail) => {
      const chunks: Buffer[] = [];
      child.stdout!.on("data", (chunk) => chunks.push(chunk));
      child.stderr!.on("data", (chunk) => chunks.push(chunk));
      child.once("error", fail);
      child.once("close", (code) => done({ code: code ?? -1, text: Buffer.concat(chunks).toString() }));
    });
  }

  /** A Jupyter server, as front ends talk to. */
  async serve(): Promise<{ address: string; token: string; close(): void }> {
    const settings = ["ip=127.0.0.1", "port=0", "open_browser=False", "jpserver_extensions={}", "token=secret"];
    const words = [...settings.map((setting) => `--ServerApp.${setting}`), "--allow-root"];
    const server = this.#start(["-m", "jupyter_server", ...words]);
    const address = await new Promise<string>((found, fail) => {
      let log = "";
      server.stderr!.on("data", (chunk) => {
        log += chunk;
        const port = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(log)?.[1];
        if (port) found(`http://127.0.0.1:${port}/`);
      });
      server.once("exit", () => fail(new Error(log)));
    });
    return { address, token: "secret", close: () => void server.kill() };
  }

  #start(words: readonly string[]): ChildProcess {
    const python = process.env.MESOSCOPE_PYTHON ?? join(root, ".venv/bin/python");
    if (!existsSync(python)) throw new Error(`No Python environment at ${python}. Run npm test, which makes it.`);
    return spawn(python, words, {
      cwd: this.folder,
      stdio: "pipe",
      env: {
        ...process.env,
        JUPYTER_PATH: join(this.folder, "jupyter"),
        JUPYTER_DATA_DIR: join(this.folder, "data"),
        JUPYTER_CONFIG_DIR: join(this.folder, "config"),
        JUPYTER_RUNTIME_DIR: join(this.folder, "runtime"),
        JUPYTER_PLATFORM_DIRS: "1",
        PYTHONDONTWRITEBYTECODE: "1",
      },
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
