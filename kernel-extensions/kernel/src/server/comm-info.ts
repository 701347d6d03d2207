import { type Answer, type Request, text } from "./request.js";

/** Answers a `comm_info_request`: the open comms, of one target or of all. */
export function commInfo({ message }: Request, open: readonly (readonly [id: string, target: string])[]): Answer {
  const wanted = text(message.content.target_name);
  const comms = open.filter(([, target]) => wanted === "" || target === wanted);
  return { comms: Object.fromEntries(comms.map(([id, target_name]) => [id, { target_name }])) };
}
