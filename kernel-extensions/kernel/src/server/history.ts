import type { HistoryQuery, Session } from "../session/contract.js";
import { type Answer, integer, type Request, text } from "./request.js";

/** Answers a `history_request`; only this session is remembered, as number 1. */
export function history({ message: { content } }: Request, session: Session): Answer {
  const access = text(content.hist_access_type, "tail");
  if (access !== "tail" && access !== "range" && access !== "search") return { history: [] };
  if (access === "range" && ![undefined, 0, 1].includes(integer(content.session))) return { history: [] };
  const query: HistoryQuery = {
    access,
    count: integer(content.n),
    start: integer(content.start),
    stop: integer(content.stop),
    pattern: text(content.pattern, "*"),
    unique: content.unique === true,
  };
  const show = (source: string) => (content.output === true ? [source, null] : source);
  return { history: session.history(query).map(({ count, source }) => [1, count, show(source)]) };
}
