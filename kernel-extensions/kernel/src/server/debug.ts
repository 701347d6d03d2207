import type { Session } from "../session/contract.js";
import { type Answer, integer, type Request, record, text } from "./request.js";

/** Passes a request of the Debug Adapter Protocol on, which is the content of its message. */
export function debug({ message: { content } }: Request, session: Session): Promise<Answer> {
  const { command, arguments: values } = content;
  return session.debug({
    seq: integer(content.seq) ?? 0,
    type: "request",
    command: text(command),
    arguments: record(values),
  });
}
