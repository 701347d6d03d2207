import type { MimeBundle } from "./mime-bundle.js";

/** Takes back one contribution. */
export type Undo = () => void;

/** What a package adds to the kernel. */
export interface Plugin {
  readonly name: string;
  setup(host: Host): void | Promise<void>;
}

/**
 * Declares a plugin; the default export of the module that `mesoscope.plugin` in `package.json` names.
 *
 * @example
 * export default definePlugin({
 *   name: "hello",
 *   setup(host) {
 *     host.command("hello", "Say hello", (line) => `Hello ${line}`);
 *   },
 * });
 */
export function definePlugin(plugin: Plugin): Plugin {
  return plugin;
}

/** What a plugin may contribute. Every call returns its undo; unloading the plugin undoes all. */
export interface Host {
  /** Aborted when the plugin is unloaded. */
  readonly signal: AbortSignal;
  /** How values that the plugin does not own are shown. The last match wins. */
  show<T>(match: (value: unknown) => value is T, render: (value: T) => MimeBundle | Promise<MimeBundle>): Undo;
  /** A line magic `%magic …`; `line` is the rest of the line. What `run` returns is shown. */
  command(magic: string, title: string, run: (line: string) => unknown): Undo;
  /** A place where numbers may live; `open` returns undefined where this machine has none. */
  backend(name: string, open: () => Promise<Backend | undefined>): Undo;
  /** Comms that the front end opens. */
  comm(target: string, onOpen: (comm: Comm, message: CommMessage) => void): Undo;
  /** A comm that the kernel opens. */
  openComm(target: string, data: object, buffers?: readonly Uint8Array[]): Comm;
  /** What happens around every cell: `before` in load order, `after` in reverse. */
  aroundCell(hooks: { before?(cell: Cell): void; after?(result: CellResult): void }): Undo;
}

/** A cell about to run. */
export interface Cell {
  readonly id: string;
  readonly source: string;
  readonly count: number;
}

/** How a cell ended. */
export interface CellResult {
  readonly id: string;
  readonly ok: boolean;
  readonly milliseconds: number;
}

/** An opened backend and the sentence that says why it was chosen. */
export interface Backend {
  readonly name: string;
  readonly why: string;
  close(): void | Promise<void>;
}

/** One message over a comm. */
export interface CommMessage {
  readonly data: object;
  readonly metadata: object;
  readonly buffers: readonly Uint8Array[];
}

/** A channel between a value in the kernel and a view in the front end. */
export interface Comm {
  readonly id: string;
  send(data: object, buffers?: readonly Uint8Array[]): void;
  /** Where `handle` gives a promise, the front end counts as answered when that is settled. */
  onMessage(handle: (message: CommMessage) => void | Promise<void>): Undo;
  onClose(handle: () => void): Undo;
  close(): void;
}

/** The `mesoscope` field of a plugin's `package.json`, read without running the plugin. */
export interface PluginManifest {
  /** The module whose default export is the plugin, relative to the package. */
  readonly plugin: string;
  /** The range of `@mesoscope/sdk` versions that it was made for. */
  readonly sdk: string;
  /** Packages whose plugins are set up first. */
  readonly requires?: readonly string[];
}
