import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";

export const root = path.resolve(import.meta.dirname, "../..");

/** Where the pictures of a run are kept for a person to look at. */
export const pictures = path.join(root, "test/lab/pictures");

/** JupyterLab as `npm start` opens it, and a browser to look at it. */
export interface Lab {
  readonly browser: Browser;
  /** Opens a file of the checkout in a fresh single-document window. */
  open(file: string): Promise<Page>;
  close(): Promise<void>;
}

/** JupyterLab as `npm start` opens it. */
export async function startLab(): Promise<Lab> {
  const launcher = path.join(root, "kernel-extensions/cli/bin/mesoscope.cjs");
  const words = [process.execPath, launcher, "lab", "--no-browser", "--port", String(await freePort())];
  const workspace = `test-${Math.trunc(performance.now())}`;
  return start(words, "SIGINT", "#jp-main-dock-panel", (file) => `/lab/workspaces/${workspace}/tree/${file}`);
}

/** Notebook 7 from the same environment. */
export function startNotebook(): Promise<Lab> {
  const python = process.env.MESOSCOPE_PYTHON ?? path.join(root, ".venv/bin/python");
  const options = ["ip=127.0.0.1", "port=0", "open_browser=False", `root_dir=${root}`];
  const words = [python, "-m", "notebook", "--allow-root", ...options.map((option) => `--ServerApp.${option}`)];
  return start(words, "SIGTERM", ".jp-Notebook", (file) => `/notebooks/${file}`);
}

async function start(
  words: readonly string[],
  end: "SIGINT" | "SIGTERM",
  ready: string,
  pageOf: (file: string) => string,
): Promise<Lab> {
  mkdirSync(pictures, { recursive: true });
  // What a test changes in the settings must not be there for the next, nor for the person who runs it.
  const settings = mkdtempSync(path.join(tmpdir(), "mesoscope-settings-"));
  const server = spawn(words[0]!, words.slice(1), {
    cwd: root,
    env: { ...process.env, JUPYTERLAB_SETTINGS_DIR: settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const address = new URL(await addressOf(server));
  const browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox", "--disable-gpu"] });
  return {
    browser,
    async open(file) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 1600 } });
      const page = await context.newPage();
      await page.goto(`${address.origin}${pageOf(file)}?token=${address.searchParams.get("token")}&reset`);
      await page.waitForSelector(ready, { timeout: 60_000 });
      return page;
    },
    async close() {
      await browser.close();
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill(end);
      // On a busy machine Jupyter's server now and then waits for ever for one of its own threads.
      const patience = setTimeout(() => server.kill("SIGKILL"), 8_000);
      await ended;
      clearTimeout(patience);
      rmSync(settings, { recursive: true, force: true });
    },
  };
}

/** One that the system gives: two runs on one machine never ask for the same. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const read = (chunk: Buffer) => {
      text += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+\/\S*token=\w+/.exec(text)?.[0];
      if (found) resolve(found);
    };
    server.stdout!.on("data", read);
    server.stderr!.on("data", read);
    server.once("exit", (code) => reject(new Error(`Jupyter ended with ${code}:\n${text}`)));
  });
}

function findChromium(): string {
  const named = process.env.CHROMIUM ?? "";
  const candidates = [named, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const found = candidates.find((candidate) => candidate !== "" && existsSync(candidate));
  return found ?? execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
}

/** Waits until the kernel of the notebook is idle and named in the toolbar. */
export async function kernelReady(page: Page): Promise<void> {
  await page.waitForSelector(".jp-Notebook", { timeout: 60_000 });
  await page.waitForSelector(".jp-Toolbar-kernelName:has-text('TypeScript (Mesoscope)')", { timeout: 60_000 });
  await page.waitForSelector(".jp-NotebookPanel .jp-Notebook-ExecutionIndicator[data-status='idle']", {
    timeout: 60_000,
  });
}

/** Changes the theme, and waits until the page is seen in it. The theme outlives the page: the last one chosen stays. */
export async function useTheme(page: Page, name: "Light" | "Dark"): Promise<void> {
  await page.click(".lm-MenuBar-itemLabel:text-is('Settings')");
  await page.hover(".lm-Menu-itemLabel:text-is('Theme')");
  await page.click(`.lm-Menu-itemLabel:text-is('JupyterLab ${name}')`);
  await page.waitForSelector(`body[data-jp-theme-name='JupyterLab ${name}']`, { state: "attached" });
  await page.waitForSelector("#jupyterlab-splash", { state: "detached" });
}

/** Runs every cell through the menu and waits until none is queued or running. */
export async function runAll(page: Page): Promise<void> {
  await page.click(".lm-MenuBar-itemLabel:text-is('Run')");
  await page.click(".lm-Menu-itemLabel:text-is('Run All Cells')");
  await page.waitForFunction(
    () => {
      const prompts = [...document.querySelectorAll(".jp-CodeCell .jp-InputArea-prompt")].map(
        (e) => e.textContent ?? "",
      );
      const ran = prompts.filter((text) => /\[\d+\]/.test(text)).length;
      return ran > 0 && !prompts.some((text) => text.includes("*"));
    },
    undefined,
    { timeout: 120_000 },
  );
}

/** Share of the pixels of a picture that have a colour: marks have, axes, grid and labels are grey. */
export async function colouredShare(page: Page, png: Buffer): Promise<number> {
  return page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width;
    canvas.height = image.height;
    const context = canvas.getContext("2d")!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    let coloured = 0;
    for (let i = 0; i < data.length; i += 4) {
      const channels = [data[i]!, data[i + 1]!, data[i + 2]!];
      if (Math.max(...channels) - Math.min(...channels) > 20) coloured++;
    }
    return coloured / (data.length / 4);
  }, png.toString("base64"));
}
