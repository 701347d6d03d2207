import type { Work } from "../front-end/work.js";
import type { ExecuteReply, Session } from "../session/contract.js";
import { type Request, record, text } from "./request.js";
import type { Runs } from "./runs.js";
import type { Status } from "./status.js";
import type { Stdin } from "./stdin.js";

export interface ExecuteContext {
  readonly session: Session;
  readonly runs: Runs;
  readonly status: Status;
  readonly stdin: Stdin;
  readonly work: Work;
  publish(type: string, request: Request, content: object): void;
}

/** Runs the cell of an `execute_request` when its turn comes. */
export async function execute(request: Request, context: ExecuteContext): Promise<void> {
  const { session, runs, status, stdin, work, publish } = context;
  const { header, content, metadata } = request.message;
  const source = text(content.code);
  const silent = content.silent === true;
  const subshell = header.subshell_id ?? undefined;
  const [begins, ends] = subshell === undefined ? (["cellBegins", "cellEnds"] as const) : (["begins", "ends"] as const);
  const id = text(metadata.cellId, header.msg_id);
  let started = "";
  const { run, reply } = session.execute({
    source,
    id,
    keepsPlace: typeof metadata.cellId === "string",
    deleted: textsIn(metadata.deletedCells),
    silent,
    storeHistory: content.store_history !== false,
    stopOnError: content.stop_on_error !== false,
    expressions: expressionsIn(content.user_expressions),
    subshell,
    onStart(begun, execution_count) {
      runs.add(begun, request);
      item.starts(begun, execution_count);
      started = new Date().toISOString();
      status[begins](request);
      if (!silent) publish("execute_input", request, { code: source, execution_count });
    },
  });
  const item = work.arrives(id, source);
  const outcome = await reply;
  item.ends();
  stdin.over(run);
  if (started === "") status[begins](request);
  request.reply(contentOf(outcome), { started, status: outcome.status });
  status[ends](request);
}

function contentOf(reply: ExecuteReply): object {
  return reply.status === "error" ? { ...reply, user_expressions: {}, payload: [] } : reply;
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

function expressionsIn(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(record(value)).map(([name, source]) => [name, text(source)]));
}
