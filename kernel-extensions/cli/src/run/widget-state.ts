const stateType = "application/vnd.jupyter.widget-state+json";

/** What a comm message of a widget carries. */
interface CommContent {
  readonly comm_id: string;
  readonly target_name?: string;
  readonly data: {
    readonly method?: string;
    readonly state?: Record<string, unknown>;
    readonly buffer_paths?: readonly (readonly (string | number)[])[];
  };
}

interface Model {
  state: Record<string, unknown>;
  /** Binary values, by the path at which they stand. */
  readonly buffers: Map<string, { readonly path: readonly (string | number)[]; readonly bytes: Uint8Array }>;
}

/** The widgets of a run, as a front end would hold them at its end. */
export class WidgetState {
  readonly #models = new Map<string, Model>();

  /** Takes note of a comm message of the kernel. */
  note(type: string, content: CommContent, buffers: readonly Uint8Array[]): void {
    const { comm_id, target_name, data } = content;
    if (type === "comm_close") this.#models.delete(comm_id);
    if (type === "comm_open" && target_name === "jupyter.widget") {
      this.#models.set(comm_id, { state: {}, buffers: new Map() });
    }
    const model = this.#models.get(comm_id);
    if (!model || !data.state || (type === "comm_msg" && data.method !== "update")) return;
    model.state = { ...model.state, ...data.state };
    for (const name of Object.keys(data.state)) forget(model, name);
    const paths = data.buffer_paths ?? [];
    for (const [name] of paths) forget(model, name);
    paths.forEach((path, i) => {
      model.buffers.set(JSON.stringify(path), { path, bytes: buffers[i]! });
    });
  }

  /** Notebook metadata with the widgets in it, in place of those of an earlier run; a notebook without has none. */
  addedTo({ widgets: _, ...metadata }: Record<string, unknown>): Record<string, unknown> {
    if (this.#models.size === 0) return metadata;
    const state = Object.fromEntries([...this.#models].map(([id, model]) => [id, stored(model)]));
    return { ...metadata, widgets: { [stateType]: { state, version_major: 2, version_minor: 0 } } };
  }
}

/** What has been sent anew under a name takes the place of all that was there. */
function forget({ buffers }: Model, name: string | number | undefined): void {
  for (const [key, { path }] of buffers) if (path[0] === name) buffers.delete(key);
}

function stored({ state, buffers }: Model): object {
  const binary = [...buffers.values()].map(({ path, bytes }) => ({
    data: Buffer.from(bytes).toString("base64"),
    encoding: "base64",
    path,
  }));
  return {
    model_name: state._model_name,
    model_module: state._model_module,
    model_module_version: state._model_module_version,
    state,
    ...(binary.length > 0 && { buffers: binary }),
  };
}
