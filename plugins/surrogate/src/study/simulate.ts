import { StopError } from "@mesoscope/sdk";
import type { Named } from "./inputs.js";

/** What a simulator gives: one number, or always as many. */
export type SimulatorOutput = number | readonly number[] | Float64Array;

/** What is to be replaced: a function of inputs by name, which may take its time. */
export type Simulation<Name extends string> = (inputs: Named<Name>) => SimulatorOutput | Promise<SimulatorOutput>;

/** One call of the simulator. */
export interface Run<Name extends string = string> {
  readonly inputs: Named<Name>;
  /** Absent where the call failed. */
  readonly output?: number | readonly number[];
  /** Why it failed. */
  readonly reason?: string;
}

/** A call that did not fail. */
export type Succeeded<Name extends string = string> = Run<Name> & { readonly output: number | readonly number[] };

/** Calls a simulator once; what goes wrong becomes the reason of a failed run. `like` is an earlier run's output. */
export async function simulate<Name extends string>(
  simulator: Simulation<Name>,
  inputs: Named<Name>,
  like: Run["output"],
): Promise<Run<Name>> {
  let output: unknown;
  try {
    output = await simulator({ ...inputs });
  } catch (error) {
    if (error instanceof StopError) throw error;
    return { inputs, reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
  const read = ArrayBuffer.isView(output) ? Array.from(output as Float64Array) : output;
  const reason = flawOf(read, like);
  return reason === undefined ? { inputs, output: read as Succeeded["output"] } : { inputs, reason };
}

export function hasSucceeded<Name extends string>(run: Run<Name>): run is Succeeded<Name> {
  return run.output !== undefined;
}

/** The length of an output, 0 for a single number. */
function lengthOf(output: number | readonly number[]): number {
  return typeof output === "number" ? 0 : output.length;
}

function flawOf(output: unknown, like: Run["output"]): string | undefined {
  const values: readonly unknown[] = Array.isArray(output) ? output : [output];
  if (values.length === 0) return "the simulator gave an empty list";
  const bad = values.findIndex((value) => typeof value !== "number" || !Number.isFinite(value));
  if (bad >= 0) return `the simulator gave ${values[bad]}${Array.isArray(output) ? ` as number ${bad}` : ""}`;
  if (like === undefined || lengthOf(like) === lengthOf(output as number)) return undefined;
  return `the simulator gave ${shown(output as number)} but ${shown(like)} before`;
}

function shown(output: number | readonly number[]): string {
  return typeof output === "number" ? "a single number" : `a list of ${output.length}`;
}
