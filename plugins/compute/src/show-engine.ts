import { escapeHtml, type MimeBundle } from "@mesoscope/sdk";

/** An engine as its code, a sentence and its options. */
export function showEngine(name: string, sentence: string, options: object = {}): MimeBundle {
  const rows = Object.entries(options).filter(([, value]) => value !== undefined);
  const title = `<code>${escapeHtml(name)}</code>: ${escapeHtml(sentence)}`;
  const cells = rows.map(
    ([key, value]) =>
      `<tr><th scope="row" style="text-align:left">${escapeHtml(key)}</th><td>${escapeHtml(String(value))}</td></tr>`,
  );
  return {
    "text/plain": [`${name}: ${sentence}`, ...rows.map(([key, value]) => `  ${key}: ${value}`)].join("\n"),
    "text/html": rows.length > 0 ? `<table><caption>${title}</caption><tbody>${cells.join("")}</tbody></table>` : title,
  };
}
