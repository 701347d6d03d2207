import { ValueError } from "@mesoscope/sdk";
import { findOpenblas } from "#openblas";
import { availableThreads } from "#threads";
import { embeddedLayer } from "./embedded-layer.js";
import type { Layer } from "./layer.js";
import { Machine } from "./machine.js";
import type { Search } from "./openblas.js";
import { openblasLayer } from "./openblas-layer.js";

/** The ways of doing large work, the fastest first; `embedded-plain` gives the same bits on every machine. */
const layerNames = ["openblas", "embedded", "embedded-plain", "reference"] as const;

export type LayerName = (typeof layerNames)[number];

/** What is in use. */
export interface Choice {
  readonly name: LayerName;
  readonly why: string;
  /** Absent for the reference layer. */
  readonly layer: Layer | undefined;
  /** The embedded kernels, which also serve OpenBLAS with memory. */
  readonly machine: Machine | undefined;
}

/** What was asked for; `undefined` leaves it to us. */
export interface Request {
  readonly layer: LayerName | undefined;
  readonly threads: number | undefined;
}

/** Below so many multiplications the way to a layer costs more than it saves. */
const worthCalling = 8000;

let request: Request | undefined;
let choice: Choice | undefined;
let search: Search | undefined;
const machines = new Map<"plain" | "relaxed", Machine | undefined>();

/** The layer for work of so many multiplications; `undefined` where portable TypeScript is to do it. */
export function layerFor(multiplications: number): Layer | undefined {
  return multiplications < worthCalling ? undefined : currentChoice().layer;
}

/** What is in use, found at the first need. */
export function currentChoice(): Choice {
  choice ??= choose(currentRequest());
  return choice;
}

export function currentRequest(): Request {
  request ??= requestOfEnvironment();
  return request;
}

/** Uses another layer, or another number of threads, from now on. */
export function change(wanted: Request): void {
  const chosen = choose(wanted);
  request = wanted;
  choice = chosen;
}

/** The result of looking for OpenBLAS, which is done once. */
export function openblasSearch(): Search {
  search ??= findOpenblas();
  return search;
}

export function threadsOf({ threads }: Request): number {
  return threads ?? availableThreads();
}

function choose(wanted: Request): Choice {
  const threads = threadsOf(wanted);
  const name = wanted.layer ?? layerNames.find((candidate) => make(candidate, threads) !== undefined)!;
  const made = make(name, threads);
  if (!made) throw notAvailable(name);
  made.machine?.setThreads(threads);
  return { name, why: reasonFor(name, wanted), ...made };
}

function make(name: LayerName, threads: number): Pick<Choice, "layer" | "machine"> | undefined {
  if (name === "reference") return { layer: undefined, machine: undefined };
  const machine = name === "embedded-plain" ? machineOf("plain") : machineOf("relaxed");
  if (name !== "openblas") return machine && { layer: embeddedLayer(machine), machine };
  const { library } = openblasSearch();
  return library && { layer: openblasLayer(library, threads), machine: machine ?? machineOf("plain") };
}

function machineOf(build: "plain" | "relaxed"): Machine | undefined {
  if (!machines.has(build)) machines.set(build, Machine.open(build));
  return machines.get(build);
}

function reasonFor(name: LayerName, wanted: Request): string {
  if (wanted.layer) return "it was asked for";
  if (name === "openblas") return "it was found, and is the fastest";
  if (name === "reference") return "neither OpenBLAS nor the embedded kernels can be used here";
  return "no OpenBLAS was found";
}

function notAvailable(name: LayerName): ValueError {
  const missing =
    name === "openblas"
      ? `no OpenBLAS was found (${openblasSearch().probed.join("; ")})`
      : "its WebAssembly cannot run";
  return new ValueError("NOT_AVAILABLE", `backend: ${name} cannot be used here: ${missing}. Use "automatic".`);
}

function requestOfEnvironment(): Request {
  const environment = (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env ?? {};
  const { MESOSCOPE_BACKEND: layer, MESOSCOPE_THREADS: threads } = environment;
  return readRequest("MESOSCOPE_BACKEND, MESOSCOPE_THREADS", { layer, threads: threads ? Number(threads) : undefined });
}

/** Checks what was asked for. */
export function readRequest(
  owner: string,
  asked: { layer?: string | undefined; threads?: number | undefined },
): Request {
  const layer = layerNames.find((name) => name === asked.layer);
  if (asked.layer && asked.layer !== "automatic" && !layer) {
    const names = layerNames.map((name) => `"${name}"`).join(", ");
    throw new ValueError("BAD_OPTION", `${owner}: there is no layer "${asked.layer}". Choose ${names} or "automatic".`);
  }
  if (asked.threads !== undefined && !(Number.isInteger(asked.threads) && asked.threads >= 1 && asked.threads <= 64)) {
    throw new ValueError("BAD_OPTION", `${owner}: threads is ${asked.threads}. Give a whole number from 1 to 64.`);
  }
  return { layer, threads: asked.threads };
}
