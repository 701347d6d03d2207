import type { Comm, CommMessage } from "@mesoscope/sdk";
import { joinBuffers, splitBuffers } from "./buffers.js";
import { live } from "./host.js";
import { Model, openModels, widgetTarget } from "./model.js";

let listening = false;

/** Begins to answer what the front end asks about widgets, such as after its page was loaded anew. */
export function listen(): void {
  const context = live();
  if (listening || !context) return;
  listening = true;
  context.onComm("jupyter.widget.control", (comm) => {
    comm.onMessage(({ data }) => {
      if ((data as { method?: unknown }).method === "request_states") sendStates(comm);
    });
  });
  context.onComm(widgetTarget, adopt);
}

function sendStates(comm: Comm): void {
  const states = openModels().map((model) => {
    const state = model.whole();
    const { _model_name, _model_module, _model_module_version } = state;
    const about = {
      model_name: _model_name,
      model_module: _model_module,
      model_module_version: _model_module_version,
    };
    return [model.open()!, { ...about, state }] as const;
  });
  const all = splitBuffers(Object.fromEntries(states));
  comm.send({ method: "update_states", states: all.state, buffer_paths: all.bufferPaths }, all.buffers);
}

/** Keeps a model that the front end has made, so that other pages find it. */
function adopt(comm: Comm, { data, buffers }: CommMessage): void {
  const { state = {}, buffer_paths = [] } = data as { state?: Record<string, unknown>; buffer_paths?: [] };
  new Model(joinBuffers({ state, bufferPaths: buffer_paths, buffers })).attach(comm);
}
