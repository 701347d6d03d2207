export type { DebugEvent, DebugRequest, DebugResponse } from "./debug/debugging.js";
export { jupyterFolder } from "./jupyter-folder.node.js";
export { type KernelSpec, kernelSpec } from "./kernel-spec.node.js";
export type { TypeMode } from "./protocol/type-service.js";
export type { PublishedType } from "./protocol/user-process.js";
export type {
  CommRequest,
  ExecuteReply,
  ExecuteRequest,
  Execution,
  HistoryEntry,
  HistoryQuery,
  InputRequest,
  Output,
  Session,
  SessionOptions,
} from "./session/contract.js";
export { createSession } from "./session/session.node.js";
