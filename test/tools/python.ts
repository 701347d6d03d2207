import { spawn } from "node:child_process";
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

  /** Runs Python and gives its exit code and everything it printed. */
  python(...words: readonly string[]): Promise<{ code: number; text: string }> {
    const python = process.env.MESOSCOPE_PYTHON ?? join(root, ".venv/bin/python");
    if (!existsSync(python)) throw new Error(`No Python environment at ${python}. Run npm test, which makes it.`);
    const child = spawn(python, words, {
      cwd: this.folder,
      stdio: ["ignore", "pipe", "pipe"],
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
    return new Promise((done, fail) => {
      const chunks: Buffer[] = [];
      child.stdout.on("data", (chunk) => chunks.push(chunk));
      child.stderr.on("data", (chunk) => chunks.push(chunk));
      child.once("error", fail);
      child.once("close", (code) => done({ code: code ?? -1, text: Buffer.concat(chunks).toString() }));
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
