import type { Session } from "../session/contract.js";
import { toUtf16 } from "./code-points.js";
import { type Answer, integer, type Request, text } from "./request.js";

/** Answers an `inspect_request` with what is known of the name at the cursor, or of the call around it. */
export async function inspect({ message }: Request, session: Session): Promise<Answer> {
  const code = text(message.content.code);
  const cursor = toUtf16(code, integer(message.content.cursor_pos) ?? code.length);
  const found = await session.inspect(code, cursor, integer(message.content.detail_level) ?? 0).catch(() => undefined);
  if (!found?.found) return { found: false, data: {}, metadata: {} };
  return { found: true, data: { "text/plain": found.text, "text/markdown": found.markdown }, metadata: {} };
}
