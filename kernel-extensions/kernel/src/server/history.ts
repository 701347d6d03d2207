import type { HistoryQuery, Session } from "../session/contract.js";
import { type Answer, integer, type Request, text } from "./request.js";

/** Answers a `history_request`. */
export function history({ message: { content } }: Request, session: Session): Answer {
  const access = text(content.hist_access_type, "tail");
  if (access !== "tail" && access !== "range" && access !== "search") return { history: [] };
  const query: HistoryQuery = {
    access,
    count: integer(content.n),
    session: integer(content.session),
    start: integer(content.start),
    stop: integer(content.stop),
    pattern: text(content.pattern, "*"),
    unique: content.unique === true,
  };
  const show = (source: string) => (content.output === true ? [source, null] : source);
  return { history: session.history(query).map(({ session: number, count, source }) => [number, count, show(source)]) };
}
