import type { Session } from "../session/contract.js";
import { toCodePoints, toUtf16 } from "./code-points.js";
import { type Answer, integer, type Request, text } from "./request.js";

/** Answers a `complete_request`; without the type service there is nothing to offer. */
export async function complete({ message }: Request, session: Session): Promise<Answer> {
  const code = text(message.content.code);
  const cursor = integer(message.content.cursor_pos) ?? toCodePoints(code, code.length);
  const found = await session.complete(code, toUtf16(code, cursor)).catch(() => undefined);
  if (!found) return { matches: [], cursor_start: cursor, cursor_end: cursor, metadata: {} };
  const [start, end] = [toCodePoints(code, found.start), toCodePoints(code, found.end)];
  return {
    matches: found.matches,
    cursor_start: start,
    cursor_end: end,
    metadata: { _jupyter_types_experimental: found.types.map((type) => ({ start, end, ...type })) },
  };
}
