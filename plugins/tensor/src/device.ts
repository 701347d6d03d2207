import { type Displayable, displaySymbol, type MimeBundle, nearestName, tableBundle, ValueError } from "@mesoscope/sdk";
import { environment } from "./environment.js";
import { candidates } from "./executors/candidates.js";
import type { Executor, Precision } from "./executors/executor.js";

/** Where a computation runs. */
export interface DeviceOptions {
  /** Name of a device, as `device` lists them; the one in use unless given. */
  readonly device?: string;
  /** Width of the numbers: "single" (32 bits) where the device has it, unless given. */
  readonly precision?: Precision;
}

/** What runs computations; made by `device`. */
export interface Device extends Displayable {
  readonly name: string;
  /** Why this one is in use. */
  readonly why: string;
  readonly precisions: readonly Precision[];
  /** All devices that are known, and whether they are there. */
  readonly probed: readonly { readonly name: string; readonly state: string }[];
}

/** Found executors, and why others were not. */
const found = new Map<string, Promise<Executor | Error>>();
let asked: string | undefined;

/**
 * Tells what runs compiled computations, and chooses it where a name is given: for all that follows. Without a name the
 * first that is there, in the order CUDA, WebGPU, CPU, reference; the environment variable `MESOSCOPE_DEVICE` names
 * another before the first use.
 *
 * @example
 * (await device("reference")).precisions; // ["double"]
 * (await device("automatic")).probed.length > 3; // true
 *
 * @throws ValueError NO_DEVICE where there is none of that name, or it cannot be used here
 */
export async function device(name?: string): Promise<Device> {
  if (name !== undefined && name !== "automatic") await executorNamed(name);
  if (name !== undefined) asked = name;
  const { executor, why } = await inUse();
  const probed = await Promise.all(
    candidates.map(async (candidate) => ({ name: candidate.name, state: await stateOf(candidate.name) })),
  );
  const facts = { name: executor.name, why, precisions: executor.precisions, probed };
  return { ...facts, [displaySymbol]: () => displayDevice(facts) };
}

/** The executor and precision for these options. */
export async function chooseDevice({
  device: name,
  precision,
}: DeviceOptions): Promise<{ executor: Executor; precision: Precision }> {
  const executor = name === undefined ? (await inUse(precision)).executor : await executorNamed(name);
  if (precision === undefined || executor.precisions.includes(precision)) {
    return { executor, precision: precision ?? executor.precisions[0]! };
  }
  throw new ValueError(
    "NO_PRECISION",
    `device: ${executor.name} has no ${precision} precision. Give ${executor.precisions.join(" or ")}, or another device.`,
  );
}

/** The device asked for, or else the first that is there and has the precision. */
async function inUse(precision?: Precision): Promise<{ executor: Executor; why: string }> {
  const named = asked ?? environment("MESOSCOPE_DEVICE");
  if (named !== undefined && named !== "automatic") {
    return { executor: await executorNamed(named), why: "it was asked for" };
  }
  for (const { name, unfit } of candidates) {
    if (unfit() !== undefined) continue;
    const executor = await lookUp(name);
    if (executor instanceof Error || (precision && !executor.precisions.includes(precision))) continue;
    return { executor, why: "it is the first that is there" };
  }
  throw new ValueError("NO_DEVICE", `device: none has ${precision} precision. Give another precision.`);
}

async function executorNamed(name: string): Promise<Executor> {
  const names = candidates.map((candidate) => candidate.name);
  if (!names.includes(name)) {
    const nearest = nearestName(name, names);
    throw new ValueError(
      "NO_DEVICE",
      `device: there is no ${JSON.stringify(name)}. ${nearest ? `Did you mean "${nearest}"?` : `There are ${names.join(", ")}.`}`,
    );
  }
  const executor = await lookUp(name);
  if (!(executor instanceof Error)) return executor;
  throw new ValueError("NO_DEVICE", `device: ${name} cannot be used here: ${firstLine(executor)}. Give another.`, {
    cause: executor,
  });
}

function lookUp(name: string): Promise<Executor | Error> {
  const candidate = candidates.find((one) => one.name === name)!;
  if (!found.has(name))
    found.set(
      name,
      candidate.find().catch((error: unknown) => error as Error),
    );
  return found.get(name)!;
}

/** Devices that are unfit are not looked up: their libraries write to the terminal when nothing is there. */
async function stateOf(name: string): Promise<string> {
  const unfit = candidates.find((one) => one.name === name)!.unfit();
  if (unfit !== undefined && !found.has(name)) return unfit;
  const executor = await lookUp(name);
  return executor instanceof Error ? firstLine(executor) : `there, ${executor.precisions.join(" and ")} precision`;
}

function firstLine({ message }: Error): string {
  return message.split("\n")[0]!.slice(0, 160);
}

function displayDevice({ name, why, probed }: Omit<Device, typeof displaySymbol>): MimeBundle {
  return tableBundle({
    caption: `Computations run on ${name}: ${why}`,
    headings: ["device", "state"],
    rows: probed.map((one) => [one.name === name ? `${one.name} (in use)` : one.name, one.state]),
  });
}
