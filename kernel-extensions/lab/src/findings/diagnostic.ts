import type { Diagnostic } from "@codemirror/lint";
import type { Text } from "@codemirror/state";
import type { TypeFinding } from "@mesoscope/sdk";

/** A finding at its place in a text; at least one character is underlined, where there is one. */
export function diagnosticOf(text: Text, { line, column, length, code, message }: TypeFinding): Diagnostic {
  const first = text.line(Math.min(Math.max(line, 1), text.lines));
  const from = Math.min(first.from + column - 1, text.length);
  const to = Math.min(from + Math.max(length, 1), text.length);
  return { from: Math.min(from, Math.max(0, to - 1)), to, severity: "error", source: `TS${code}`, message };
}
