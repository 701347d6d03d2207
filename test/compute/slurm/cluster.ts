import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const programs = {
  munged: "/usr/sbin/munged",
  slurmctld: "/usr/sbin/slurmctld",
  slurmd: "/usr/sbin/slurmd",
  sbatch: "/usr/bin/sbatch",
};

/** Why no cluster can be started here; undefined where one can. */
export function whyNoSlurm(): string | undefined {
  if (process.getuid?.() !== 0) return "Slurm's daemons need root";
  const missing = Object.entries(programs).find(([, file]) => !existsSync(file));
  return missing && `${missing[0]} is not installed (Debian: slurm-wlm munge)`;
}

/** A Slurm cluster of one node, with its own key, ports and files, reached through `environment`. */
export class SlurmCluster {
  readonly folder = mkdtempSync(path.join(tmpdir(), "slurm-"));
  readonly environment = { SLURM_CONF: path.join(this.folder, "slurm.conf") };
  readonly #daemons = new Map<string, ChildProcess>();

  static async start(): Promise<SlurmCluster> {
    const cluster = new SlurmCluster();
    try {
      await cluster.#configure();
      cluster.#startMunge();
      await until("munge", () => existsSync(cluster.#file("munge.socket")));
      cluster.startController();
      cluster.#run("slurmd", ["-D", "-f", cluster.environment.SLURM_CONF]);
      await until("an idle node", () => cluster.ask("sinfo", "-h", "-o", "%T") === "idle");
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  startController(): void {
    this.#run("slurmctld", ["-D", "-f", this.environment.SLURM_CONF]);
  }

  async stopController(): Promise<void> {
    await this.#end("slurmctld");
  }

  /** What a command of Slurm prints; empty where it fails, as while the controller is away. */
  ask(program: string, ...args: string[]): string {
    try {
      const env = { ...process.env, ...this.environment };
      return execFileSync(program, args, { env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    } catch {
      return "";
    }
  }

  /** The element of an array job that is running or waiting under each index. */
  queue(): { readonly index: number; readonly state: string }[] {
    const lines = this.ask("squeue", "-h", "-r", "-o", "%K %T").split("\n").filter(Boolean);
    return lines.map((line) => ({ index: Number(line.split(" ")[0]), state: line.split(" ")[1]! }));
  }

  async stop(): Promise<void> {
    for (const name of ["slurmd", "slurmctld", "munged"]) await this.#end(name);
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #configure(): Promise<void> {
    chmodSync(this.folder, 0o755);
    for (const name of ["state", "spool"]) mkdirSync(this.#file(name));
    const [controllerPort, nodePort] = [await freePort(), await freePort()];
    const node = hostname().split(".")[0];
    const settings = {
      ClusterName: "test",
      SlurmctldHost: `${node}(127.0.0.1)`,
      SlurmUser: "root",
      SlurmctldPort: controllerPort,
      SlurmdPort: nodePort,
      AuthType: "auth/munge",
      AuthInfo: `socket=${this.#file("munge.socket")}`,
      CommunicationParameters: "NoInAddrAny,NoCtldInAddrAny",
      StateSaveLocation: this.#file("state"),
      SlurmdSpoolDir: this.#file("spool"),
      SlurmctldPidFile: this.#file("slurmctld.pid"),
      SlurmdPidFile: this.#file("slurmd.pid"),
      ProctrackType: "proctrack/linuxproc",
      TaskPlugin: "task/none",
      JobAcctGatherType: "jobacct_gather/none",
      SelectType: "select/cons_tres",
      SelectTypeParameters: "CR_CPU",
      SchedulerParameters: "sched_interval=1,batch_sched_delay=0",
      ReturnToService: 2,
      KillWait: 1,
      SlurmdParameters: "config_overrides",
      MpiDefault: "none",
      NodeName: `${node} NodeAddr=127.0.0.1 CPUs=8 State=UNKNOWN`,
      PartitionName: `main Nodes=${node} Default=YES MaxTime=INFINITE State=UP`,
    };
    const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(this.environment.SLURM_CONF, lines.join(""));
  }

  #startMunge(): void {
    const key = this.#file("munge.key");
    writeFileSync(key, crypto.getRandomValues(new Uint8Array(128)), { mode: 0o400 });
    const files = ["socket", "pid", "log", "seed"].map((kind) => this.#file(`munge.${kind}`));
    const [socket, pid, log, seed] = files;
    const args = [
      `--key-file=${key}`,
      `--socket=${socket}`,
      `--pid-file=${pid}`,
      `--log-file=${log}`,
      `--seed-file=${seed}`,
    ];
    this.#run("munged", ["--foreground", "--force", ...args]);
  }

  #run(name: keyof typeof programs, args: readonly string[]): void {
    const env = { ...process.env, ...this.environment };
    const daemon = spawn(programs[name], args, { env, stdio: ["ignore", "ignore", "ignore"] });
    this.#daemons.set(name, daemon);
  }

  async #end(name: string): Promise<void> {
    const daemon = this.#daemons.get(name);
    this.#daemons.delete(name);
    if (!daemon || daemon.exitCode !== null) return;
    const gone = new Promise((resolve) => daemon.once("exit", resolve));
    daemon.kill("SIGTERM");
    const timer = setTimeout(() => daemon.kill("SIGKILL"), 3000);
    await gone;
    clearTimeout(timer);
  }

  #file(name: string): string {
    return path.join(this.folder, name);
  }
}

/** Waits until `isTrue`, looking ten times a second. */
export async function until(what: string, isTrue: () => boolean, seconds = 40): Promise<void> {
  for (let looks = 0; !isTrue(); looks++) {
    if (looks > seconds * 10) throw new Error(`waited ${seconds} s for ${what}`);
    await sleep(100);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
