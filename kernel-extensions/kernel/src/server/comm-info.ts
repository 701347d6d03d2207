import type { Session } from "../session/contract.js";
import { type Answer, type Request, text } from "./request.js";

/** Answers a `comm_info_request`: the open comms, of one target or of all. */
export function commInfo({ message }: Request, session: Session): Answer {
  const wanted = text(message.content.target_name);
  const comms = [...session.comms()].filter(([, target]) => wanted === "" || target === wanted);
  return { comms: Object.fromEntries(comms.map(([id, target_name]) => [id, { target_name }])) };
}
