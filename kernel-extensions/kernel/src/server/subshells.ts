import { MesoscopeError } from "@mesoscope/sdk";
import type { Session } from "../session/contract.js";
import { type Answer, type Request, text } from "./request.js";

/**
 * Subshells run cells while the main shell is busy. They are managed on the control channel only.
 *
 * @see https://jupyter.org/enhancement-proposals/91-kernel-subshells/kernel-subshells.html (JEP 91)
 */
export function createSubshell(request: Request, session: Session): Answer {
  checkChannel(request);
  return { subshell_id: session.createSubshell() };
}

export function deleteSubshell(request: Request, session: Session): Answer {
  checkChannel(request);
  const id = text(request.message.content.subshell_id);
  if (session.deleteSubshell(id)) return {};
  const found = session.subshells().length;
  throw new MesoscopeError(
    "UNKNOWN_SUBSHELL",
    `delete_subshell_request: there is no subshell "${id}" among the ${found} there are. Ask list_subshell_request.`,
  );
}

export function listSubshells(request: Request, session: Session): Answer {
  checkChannel(request);
  return { subshell_id: session.subshells() };
}

function checkChannel({ message, onControl }: Request): void {
  if (!onControl)
    throw new MesoscopeError(
      "WRONG_CHANNEL",
      `${message.header.msg_type} came on shell. Send it on the control channel.`,
    );
}
