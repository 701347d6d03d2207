import type { Formula } from "../formula.js";
import { rSquaredText } from "../numbers-in-words.js";
import { panelSize } from "./style.js";

const lineLength = 88;

/** The picked formula in words. */
export function formulaView(front: readonly Formula[], picked: string): Record<string, unknown> {
  const values = front.map((formula, k) => ({
    formula: k,
    text: wrapped(formula.text),
    facts: `R² = ${rSquaredText(formula.loss)}, complexity ${formula.complexity}`,
  }));
  const lines = Math.max(...values.map(({ text }) => text.length));
  const text = (field: string, y: number, mark: object) => ({
    mark: { type: "text", align: "left", baseline: "top", x: 0, y, lineHeight: 18, ...mark },
    encoding: { text: { field, type: "nominal" } },
  });
  return {
    width: 2 * panelSize + 90,
    height: 24 + 18 * lines,
    data: { values },
    transform: [{ filter: `datum.formula === ${picked}` }],
    view: { stroke: null },
    layer: [text("text", 0, { fontSize: 14, fontWeight: 600 }), text("facts", 4 + 18 * lines, { fontSize: 12 })],
  };
}

/** Lines that are not too long, broken at blanks. */
function wrapped(text: string): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1)!;
    if (line === "" || line.length + word.length < lineLength)
      lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
    else lines.push(`    ${word}`);
  }
  return lines;
}
