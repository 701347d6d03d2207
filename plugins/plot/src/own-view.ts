import { ValueError } from "@mesoscope/sdk";
import { Figure } from "./figure.js";
import { found } from "./found.js";
import type { FigureOptions } from "./options.js";

/**
 * A figure from a Vega-Lite 5 view of your own, data included: it gets the look of all figures, and SVG and text besides.
 *
 * @param options `description` says what it shows to readers who cannot see it
 *
 * @example
 * const view = { data: { values: [{ a: 1 }] }, mark: "point", encoding: { x: { field: "a", type: "quantitative" } } };
 * ownView(view, { description: "One point." }).description; // "One point."
 *
 * @throws ValueError BAD_VALUE
 */
export function ownView(
  view: Readonly<Record<string, unknown>>,
  options: Pick<FigureOptions, "title" | "subtitle"> & { readonly description: string },
): Figure {
  const isView = typeof view === "object" && view !== null && !Array.isArray(view);
  if (isView && typeof options?.description === "string") return new Figure({ view, options });
  throw new ValueError(
    "BAD_VALUE",
    `ownView: found ${found(view)} and ${found(options?.description)}. Give a Vega-Lite view, then { description: "what it shows" }.`,
  );
}
