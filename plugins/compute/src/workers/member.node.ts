import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { decode, encode } from "../record/encode.node.js";
import type { Answer, Chunk, Setup } from "./messages.js";

/** One worker of a pool, thread or process. */
export interface Member {
  send(message: Setup | Chunk): void;
  /** Ends it, whatever it is doing. */
  end(): Promise<void>;
}

export interface MemberEvents {
  onAnswer(answer: Answer): void;
  /** It has ended. */
  onEnd(reason: string): void;
}

const program = new URL("./main.node.js", import.meta.url);
/** Workers start with the options of this process, except where those are about a script given as text. */
const isText = process.execArgv.some((option) => /^(--input-type|--eval|--print|-\w*[ep]$)/.test(option));
const options = isText ? { execArgv: [] } : {};

export function startThread({ onAnswer, onEnd }: MemberEvents): Member {
  const worker = new Worker(program, options);
  let failure: unknown;
  worker.on("message", onAnswer);
  worker.on("error", (error) => {
    failure = error;
  });
  worker.on("exit", (code) =>
    onEnd(failure ? `its thread failed: ${messageOf(failure)}` : `its thread exited with code ${code}`),
  );
  return {
    send: (message) => worker.postMessage(message),
    end: async () => void (await worker.terminate()),
  };
}

export function startProcess({ onAnswer, onEnd }: MemberEvents): Member {
  const child = fork(fileURLToPath(program), { ...options, serialization: "advanced" });
  const kill = () => child.kill("SIGKILL");
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  process.once("exit", kill); // a busy one would not notice that this process is gone
  child.on("message", (bytes) => onAnswer(decode(bytes as unknown as Uint8Array) as Answer));
  child.on("error", (error) => onEnd(`its process failed: ${messageOf(error)}`));
  child.on("exit", (code, signal) => {
    process.off("exit", kill);
    onEnd(`its process ended by ${signal ?? `exit code ${code}`}`);
  });
  return {
    send: (message) => void child.send(encode(message), () => {}), // a process that has ended says so itself
    end: async () => {
      kill();
      await ended;
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
