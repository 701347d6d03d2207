import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { explain, type Home, Sentence } from "#launch";

/** A JupyterLab in a process of its own. */
export interface LabServer {
  /** `http://127.0.0.1:8888` */
  readonly address: string;
  readonly token: string;
  /** Resolves when the server answers, or has been stopped before; rejects when it ended by itself. */
  readonly ready: Promise<void>;
  /** Resolves to the exit status when the server has ended. */
  readonly ended: Promise<number>;
  stop(): void;
}

export interface LabOptions {
  readonly python: string;
  readonly port: number;
  /** The folder that JupyterLab shows. */
  readonly directory: string;
  /** The page at which it opens, for example `/lab/tree/notebooks/README.md`. */
  readonly page: string;
  readonly browser: boolean;
}

const patience = 60_000;

/** Starts JupyterLab on 127.0.0.1. */
export function startLab(home: Home, options: LabOptions): LabServer {
  const token = randomBytes(24).toString("hex");
  const address = `http://127.0.0.1:${options.port}`;
  const child = spawn(options.python, ["-m", "jupyterlab", ...settings(options)], {
    cwd: options.directory,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, JUPYTER_TOKEN: token, JUPYTER_PREFER_ENV_PATH: "1" },
  });
  const ended = new Promise<number>((resolve) => {
    child.on("error", () => resolve(127));
    child.on("close", (status) => resolve(status ?? 1));
  });
  return {
    address,
    token,
    ready: untilReady(home, child, `${address}/api/status?token=${token}`),
    ended,
    stop: () => child.kill("SIGTERM"),
  };
}

/**
 * No pings: they keep proxies from closing connections, and between page and server there is none. With pings the
 * server warns at every kernel that they may take longer than their interval. Where they may not, one that is late on a
 * busy machine ends the connection, and a cell that was sent at that moment never runs.
 */
const webSockets = { ws_ping_interval: 0 };

function settings({ port, directory, page, browser }: LabOptions): string[] {
  const isRoot = process.getuid?.() === 0;
  return [
    "--ServerApp.ip=127.0.0.1",
    `--ServerApp.port=${port}`,
    "--ServerApp.port_retries=0",
    `--ServerApp.root_dir=${directory}`,
    `--ServerApp.open_browser=${browser ? "True" : "False"}`,
    `--LabApp.default_url=${page}`,
    "--MultiKernelManager.default_kernel_name=mesoscope",
    "--Application.log_level=WARN",
    "--JupyterApp.answer_yes=True",
    `--ServerApp.tornado_settings=${JSON.stringify(webSockets)}`,
    ...(isRoot ? ["--allow-root"] : []),
  ];
}

/** Keeps what the server says while it starts, for the message if it fails; later it goes to the terminal. */
async function untilReady(home: Home, child: ChildProcess, url: string): Promise<void> {
  let log = "";
  const keep = (chunk: Buffer) => {
    log += chunk;
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  for (const deadline = Date.now() + patience; !(await isAnswered(url)); ) {
    if (child.killed) return;
    if (child.exitCode !== null) throw explain("Starting JupyterLab", log, home);
    if (Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Sentence(
        `JupyterLab did not answer within ${patience / 1000} s. Its last words were:\n${log.slice(-2000)}`,
      );
    }
    await setTimeout(50);
  }
  child.stdout?.off("data", keep).pipe(process.stderr);
  child.stderr?.off("data", keep).pipe(process.stderr);
}

const isAnswered = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
