import { type Displayable, displaySymbol, escapeHtml, type MimeBundle, ValueError } from "@mesoscope/sdk";
import {
  change,
  currentChoice,
  currentRequest,
  type LayerName,
  openblasSearch,
  readRequest,
  threadsOf,
} from "./choice.js";

/** Options of `backend`. */
export interface BackendOptions {
  /**
   * `"openblas"`, `"embedded"` (WebAssembly), `"embedded-plain"` (the same without fused multiply-add) or
   * `"reference"` (TypeScript); `"automatic"` takes the first of them that can be used.
   */
  readonly layer?: LayerName | "automatic";
  /** How many threads share large work; by default all, to 8. */
  readonly threads?: number;
}

/** What does the linear algebra; made by `backend`. */
export interface Backend extends Displayable {
  readonly layer: LayerName;
  /** Why this layer is in use. */
  readonly why: string;
  readonly threads: number;
  /** The library's file and version; absent for other layers than OpenBLAS. */
  readonly library?: { readonly file: string; readonly version: string };
  /** Where OpenBLAS was looked for, and what was found there. */
  readonly probed: readonly string[];
}

/**
 * Tells what does the linear algebra of large matrices, and chooses it where options are given: for all that follows.
 *
 * Small matrices are always done in TypeScript. Layers differ in the last bits of a result; `"embedded-plain"` and
 * `"reference"` give the same bits on every machine. The number of threads changes no bits of the embedded layers. The
 * environment variables `MESOSCOPE_BACKEND` and `MESOSCOPE_THREADS` set the options before the first use, and
 * `MESOSCOPE_OPENBLAS` the file of the library.
 *
 * @example
 * backend({ layer: "reference" }).layer; // "reference"
 * backend({ layer: "automatic" }).threads > 0; // true
 *
 * @throws ValueError BAD_OPTION, NOT_AVAILABLE where the layer cannot be used here
 */
export function backend(options: BackendOptions = {}): Backend {
  const unknown = Object.keys(options).find((name) => name !== "layer" && name !== "threads");
  if (unknown) throw new ValueError("BAD_OPTION", `backend: there is no option ${unknown}. Give layer or threads.`);
  const asked = readRequest("backend", options);
  if (Object.keys(options).length > 0) {
    const { layer, threads } = currentRequest();
    change({ layer: options.layer ? asked.layer : layer, threads: asked.threads ?? threads });
  }
  const { name, why, machine } = currentChoice();
  const threads = name === "openblas" ? threadsOf(currentRequest()) : (machine?.threads ?? 1);
  const { library, probed } = openblasSearch();
  const used = name === "openblas" && library ? { library: { file: library.file, version: library.version } } : {};
  const facts = { layer: name, why, threads, probed, ...used };
  return { ...facts, [displaySymbol]: () => displayFacts(facts) };
}

const titles: Readonly<Record<LayerName, string>> = {
  openblas: "OpenBLAS",
  embedded: "embedded WebAssembly kernels",
  "embedded-plain": "embedded WebAssembly kernels without fused multiply-add",
  reference: "portable TypeScript",
};

function displayFacts({ layer, why, threads, library, probed }: Omit<Backend, typeof displaySymbol>): MimeBundle {
  const rows = [
    ["layer", `${layer}: ${titles[layer]}`],
    ["why", why],
    ["threads", String(threads)],
    ...(library ? [["library", `OpenBLAS ${library.version}, ${library.file}`]] : []),
    ...probed.map((place) => ["looked for OpenBLAS", place]),
  ];
  const html = rows.map(([name, value]) => `<tr><th>${name}</th><td>${escapeHtml(value!)}</td></tr>`).join("");
  return {
    "text/plain": rows.map(([name, value]) => `${name}: ${value}`).join("\n"),
    "text/html": `<table><caption>Linear algebra</caption><tbody>${html}</tbody></table>`,
  };
}
