import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { threadVariables } from "../../../core/bench/numerics/arm.ts";
import { pythonWith } from "../../../core/bench/numerics/python.ts";
import { caseNames } from "./cases.ts";
import type { Clock } from "./time-steps.ts";

/** What one process measured. */
export interface Measured {
  /** Milliseconds of processor time, and of the wall clock, for one step. */
  readonly cpu?: number;
  readonly wall?: number;
  readonly losses?: readonly number[];
  /** Name of the graphics card, where the library tells. */
  readonly card?: string;
  readonly failure?: string;
}

export interface Settings {
  readonly threads: number;
  readonly seconds: number;
  /** Where Mesoscope trains; PyTorch trains on the CPU too, or on a graphics card by CUDA. */
  readonly device: string;
  readonly clock: Clock;
  /** A Python that has PyTorch; one is made unless given. */
  readonly python: string | undefined;
}

export const onCpu = "onnxruntime cpu";

/** A library that trains. */
export interface Arm {
  readonly name: string;
  readonly cases: readonly string[];
  run(name: string, settings: Settings): Promise<Measured>;
}

const environment = resolve(import.meta.dirname, "../../../../.bench/training/python");
const packages = ["torch==2.13.0", "numpy"];
const here = (file: string) => join(import.meta.dirname, file);

/** On the CPU beside the peers there; on another device beside our CPU and PyTorch by CUDA. */
export function armsOn({ device, python }: Settings): readonly Arm[] {
  const own = (name: string, on: string) => arm(name, caseNames, () => [process.execPath, here("own.ts")], on);
  const torch = (name: string, how: string, cases: readonly string[]) =>
    arm(
      name,
      cases,
      () => [python ?? pythonWith(environment, packages), here("peer.py"), how],
      device === onCpu ? "cpu" : "cuda",
    );
  const eager = torch("PyTorch", "eager", caseNames);
  if (device !== onCpu) return [own(`Mesoscope, ${device}`, device), own(`Mesoscope, ${onCpu}`, onCpu), eager];
  const compiled = torch(
    "torch.compile",
    "compiled",
    caseNames.filter((name) => name !== "fno"),
  );
  const jaxJs = arm("jax-js", ["mlp", "pinn"], () => [process.execPath, here("jax-js.ts")], "cpu");
  return [own("Mesoscope", onCpu), eager, compiled, jaxJs];
}

function arm(name: string, cases: readonly string[], command: () => readonly string[], device: string): Arm {
  return {
    name,
    cases,
    async run(wanted, { threads, seconds, clock }) {
      const [program, ...words] = command() as [string, ...string[]];
      const env = { ...process.env, ...threadVariables(threads), MESOSCOPE_THREADS: String(threads) };
      try {
        const given = [...words, wanted, String(threads), String(seconds), clock, device];
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
