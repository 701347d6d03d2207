import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { threadVariables } from "../../../core/bench/numerics/arm.ts";
import { pythonWith } from "../../../core/bench/numerics/python.ts";
import { caseNames } from "./cases.ts";

/** What one process measured. */
export interface Measured {
  /** Milliseconds of processor time, and of the wall clock, for one step. */
  readonly cpu?: number;
  readonly wall?: number;
  readonly losses?: readonly number[];
  readonly failure?: string;
}

interface Settings {
  readonly threads: number;
  readonly seconds: number;
}

/** A library that trains. */
export interface Arm {
  readonly name: string;
  readonly cases: readonly string[];
  run(name: string, settings: Settings): Promise<Measured>;
}

const environment = resolve(import.meta.dirname, "../../../../.bench/training/python");
const packages = ["torch==2.13.0", "numpy"];
const here = (file: string) => join(import.meta.dirname, file);

export const arms: readonly Arm[] = [
  arm("Mesoscope", caseNames, () => [process.execPath, here("own.ts")]),
  arm("PyTorch", caseNames, () => [pythonWith(environment, packages), here("peer.py"), "eager"]),
  arm(
    "torch.compile",
    caseNames.filter((name) => name !== "fno"),
    () => [pythonWith(environment, packages), here("peer.py"), "compiled"],
  ),
  arm("jax-js", ["mlp", "pinn"], () => [process.execPath, here("jax-js.ts")]),
];

function arm(name: string, cases: readonly string[], command: () => readonly string[]): Arm {
  return {
    name,
    cases,
    async run(wanted, { threads, seconds }) {
      const [program, ...words] = command() as [string, ...string[]];
      const env = { ...process.env, ...threadVariables(threads), MESOSCOPE_THREADS: String(threads) };
      try {
        const given = [...words, wanted, String(threads), String(seconds)];
        const { stdout } = await promisify(execFile)(program, given, { env, timeout: 300_000, maxBuffer: 2 ** 26 });
        return JSON.parse(stdout.slice(stdout.lastIndexOf("{")));
      } catch (error) {
        return {
          failure:
            String((error as Error).message)
              .split("\n")
              .at(-2)
              ?.slice(0, 100) ?? "failed",
        };
      }
    },
  };
}
