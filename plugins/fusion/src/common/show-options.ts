import { type MimeBundle, tableBundle } from "@mesoscope/sdk";

/** A recipe by its name and options. */
export function showOptions(name: string, options: object): MimeBundle {
  const rows = Object.entries(options).map(([option, value]) => [option, String(value)]);
  return tableBundle({ caption: name, headings: ["option", "value"], rows });
}
