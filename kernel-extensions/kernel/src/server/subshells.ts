import type { Session } from "../session/contract.js";
import { type Answer, type Request, text } from "./request.js";

/** Subshells run cells while the main shell is busy. */
export function createSubshell(_request: Request, session: Session): Answer {
  return { subshell_id: session.createSubshell() };
}

export function deleteSubshell({ message }: Request, session: Session): Answer {
  const id = text(message.content.subshell_id);
  if (!session.deleteSubshell(id)) throw new Error(`There is no subshell "${id}".`);
  return {};
}

export function listSubshells(_request: Request, session: Session): Answer {
  return { subshell_id: session.subshells() };
}
