import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Home, handOver, Sentence } from "#launch";
import { writeLabFiles } from "../lab/settings.js";
import { ensurePython, labPackages, testPackages } from "../python/environment.js";

/** Everything that needs no browser and no GPU; `args` go to vitest. */
export async function test(home: Home, args: readonly string[]): Promise<number> {
  return vitest(home, ["run", ...args]);
}

/** The tests in a real browser; `args` go to vitest. */
export async function testLab(home: Home, args: readonly string[]): Promise<number> {
  const chromium = findChromium();
  const config = join("test", "lab", "vitest.config.ts");
  return vitest(home, ["run", "--config", config, ...args], { CHROMIUM: chromium });
}

async function vitest(home: Home, args: readonly string[], environment: Record<string, string> = {}): Promise<number> {
  const python = await ensurePython(home, labPackages, testPackages);
  writeLabFiles(home);
  return handOver([process.execPath, join(home.root, "node_modules", "vitest", "vitest.mjs"), ...args], {
    cwd: home.root,
    env: { ...process.env, ...environment, MESOSCOPE_PYTHON: python },
  });
}

function findChromium(): string {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = [process.env.CHROMIUM, ...folders.flatMap((folder) => names.map((name) => join(folder, name)))];
  const chromium = found.find((file) => file !== undefined && existsSync(file));
  if (chromium) return chromium;
  throw new Sentence("Chromium was not found. Install it (on Debian: apt install chromium) or name it in CHROMIUM.");
}
