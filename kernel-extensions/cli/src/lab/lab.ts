import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Home, Sentence, step } from "#launch";
import { ensurePython, labPackages } from "../python/environment.js";
import { readArguments } from "../terminal/arguments.js";
import { untilInterrupted } from "../terminal/interrupt.js";
import { checkLab } from "./check.js";
import { freePort } from "./port.js";
import { type LabServer, startLab } from "./server.js";
import { writeLabFiles } from "./settings.js";

/** `mesoscope lab`: JupyterLab with the kernel, until Ctrl-C. */
export async function lab(home: Home, args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments("lab", args, {
    options: { port: { type: "string" }, "no-browser": { type: "boolean" }, check: { type: "boolean" } },
    positionals: 1,
  });
  const directory = openedFolder(home, positionals[0]);
  const port = await freePort(values.port as string | undefined);
  const python = await ensurePython(home, labPackages);
  writeLabFiles(home);
  const page = pageOf(directory);
  const browser = !(values["no-browser"] || values.check);
  const server = startLab(home, { python, port, directory, page, browser });
  const work = values.check ? check(server) : serve(server, page);
  return untilInterrupted(work, () => server.stop());
}

function openedFolder(home: Home, given: string | undefined): string {
  if (given === undefined) return home.isCheckout ? home.root : process.cwd();
  const folder = resolve(given);
  if (existsSync(folder) && statSync(folder).isDirectory()) return folder;
  throw new Sentence(`${folder} is not a folder. Name the folder that JupyterLab is to open.`);
}

function pageOf(directory: string): string {
  return existsSync(join(directory, "notebooks", "README.md")) ? "/lab/tree/notebooks/README.md" : "/lab";
}

async function check(server: LabServer): Promise<number> {
  try {
    await step("JupyterLab", () => server.ready);
    await checkLab(server);
  } finally {
    server.stop();
    await server.ended;
  }
  console.log("JupyterLab and the kernel work.");
  return 0;
}

async function serve(server: LabServer, page: string): Promise<number> {
  await step("JupyterLab", () => server.ready);
  console.log(`\nJupyterLab is at ${server.address}${page}?token=${server.token}\nStop it with Ctrl-C.\n`);
  return server.ended;
}
