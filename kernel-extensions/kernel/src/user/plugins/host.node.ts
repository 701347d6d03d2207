import { type Backend, type Host, PluginError, type Undo } from "@mesoscope/sdk";
import { print } from "../capture/stream.node.js";
import { addTarget, openComm } from "../comms.node.js";
import { errorText } from "../describe-error.node.js";
import { addRenderer } from "../display/renderers.js";
import { addMagic } from "../magics/registry.node.js";
import { currentRun } from "../run.node.js";
import { addHooks } from "./around-cell.node.js";

const backends = new Map<string, () => Promise<Backend | undefined>>();

/** What one plugin has contributed so far. */
export interface Contributions {
  readonly host: Host;
  /** Each contribution in words: `%gp`, `comm slider`, … */
  titles(): readonly string[];
  /** Takes everything back, the last first, then tells the plugin. */
  undo(): void;
}

/** The host that a plugin named `plugin` is given: it keeps an undo of all that the plugin adds. */
export function createHost(plugin: string): Contributions {
  const unloaded = new AbortController();
  const kept = new Map<Undo, string>();

  const keep = (title: string, remove: Undo): Undo => {
    const undo = () => {
      if (kept.delete(undo)) remove();
    };
    kept.set(undo, title);
    return undo;
  };
  /** Adds something that may fail later: then it is reported once and taken out. */
  const keepFallible = (title: string, add: (failed: (error: unknown) => void) => Undo): Undo => {
    const undo: Undo = keep(
      title,
      add((error) => {
        if (!kept.has(undo)) return;
        undo();
        reportFailure(plugin, title, error);
      }),
    );
    return undo;
  };

  const host: Host = {
    signal: unloaded.signal,
    show: (match, render) =>
      keepFallible("a display", (failed) =>
        addRenderer({ match, render: render as (value: unknown) => never, failed }),
      ),
    command: (magic, title, run) => keep(`%${magic}`, addMagic({ name: magic, title, owner: plugin, run })),
    backend: (name, open) => {
      if (backends.has(name)) {
        throw new PluginError("DUPLICATE_BACKEND", `host.backend: ${name} is there already. Give it another name.`);
      }
      backends.set(name, open);
      return keep(`backend ${name}`, () => backends.delete(name));
    },
    comm: (target, onOpen) => keepFallible(`comm ${target}`, (failed) => addTarget(target, { onOpen, failed })),
    openComm: (target, data, buffers = []) => {
      const comm = openComm(target, data, { buffers }, (error) => reportFailure(plugin, `comm ${target}`, error));
      comm.onClose(keep(`comm ${target}`, () => comm.close()));
      return comm;
    },
    aroundCell: (hooks) => keepFallible("cell hooks", (failed) => addHooks({ ...hooks, failed })),
  };

  return {
    host,
    titles: () => [...kept.values()],
    undo: () => {
      for (const undo of [...kept.keys()].reverse()) undo();
      unloaded.abort();
    },
  };
}

function reportFailure(plugin: string, title: string, error: unknown): void {
  print(currentRun(), "stderr", `${title} of plugin ${plugin} failed and was taken out.\n${errorText(error)}`);
}
