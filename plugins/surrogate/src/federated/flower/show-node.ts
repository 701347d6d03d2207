import { type MimeBundle, shortNumber, tableBundle } from "@mesoscope/sdk";
import type { FlowerNode } from "./flower-node.js";

const rowsShown = 20;

/** A node's last answers as a table. */
export function showNode({ id, address, isActive, answers }: FlowerNode): MimeBundle {
  const state = isActive ? "at work" : "has left";
  return tableBundle({
    caption: `Flower node ${id} at ${address}, ${state}, ${answers.length} answers`,
    headings: ["message", "round", "seconds", "error"],
    rows: answers
      .slice(-rowsShown)
      .map(({ type, round, seconds, reason = "" }) => [type, String(round), shortNumber(seconds), reason]),
  });
}
