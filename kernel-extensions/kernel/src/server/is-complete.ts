import type { Session } from "../session/contract.js";
import { type Answer, type Request, text } from "./request.js";

/** Answers an `is_complete_request`, by which a console decides whether Enter runs the code. */
export async function isComplete({ message }: Request, session: Session): Promise<Answer> {
  const { status, indent } = await session.isComplete(text(message.content.code));
  return status === "incomplete" ? { status, indent } : { status };
}
