import type { CommRequest, Session } from "../session/contract.js";
import type { Request } from "./request.js";
import type { Runs } from "./runs.js";

/** Passes on what the front end says over a comm; there is no reply, only outputs. */
export async function commMessage(request: Request, session: Session, runs: Runs): Promise<void> {
  const { header, content, metadata, buffers } = request.message;
  const { run, handled } = session.comm({ type: header.msg_type as CommRequest["type"], content, metadata, buffers });
  runs.add(run, request);
  await handled;
}
