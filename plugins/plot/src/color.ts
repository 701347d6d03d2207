import { categoryColors, categoryDashes, categoryShapes, cyclic } from "./palette.js";
import type { Layer, Panel, Part } from "./panel.js";

/** The names in a panel's legend, each once, in the order in which they come. */
export function legendNames(panel: Panel): readonly string[] {
  return [...new Set(panel.layers.flatMap((layer) => layer.categories ?? (layer.series ? [layer.series] : [])))];
}

/** Colour, and symbol or dash with it, so that no name is told by colour alone. */
export function colorEncoding(part: Part, layer: Layer, panel: Panel): Record<string, unknown> {
  if (part.encoding.color || (!layer.categories && layer.series === undefined)) return {};
  const domain = legendNames(panel);
  const channel = (range: readonly (string | readonly number[])[]) => ({
    field: "color",
    type: "nominal",
    title: panel.legend || null,
    // Dashes that a line has would fray the rim of a filled symbol.
    legend: { symbolOpacity: 1, ...(hasPoints(panel) && { symbolStrokeWidth: 0 }) },
    scale: { domain, range: domain.map((_, i) => cyclic(range, i)) },
  });
  const color = { color: channel(categoryColors) };
  if (part.mark.type === "point") return { ...color, shape: channel(categoryShapes) };
  if (part.mark.type === "line" || part.mark.outlined) return { ...color, strokeDash: channel(categoryDashes) };
  return color;
}

function hasPoints({ layers }: Panel): boolean {
  return layers.some(({ parts }) => parts.some(({ mark }) => mark.type === "point"));
}

/** The mark with its tint, where no name gives it one. */
export function distinguished(part: Part, layer: Layer, panel: Panel): Record<string, unknown> {
  const { outlined, ...mark } = part.mark;
  const colored = layer.tint === "own" || layer.categories || layer.series !== undefined || part.encoding.color;
  const index = legendNames(panel).length + (layer.tint === "own" ? 0 : layer.tint);
  const tint = colored ? {} : { color: cyclic(categoryColors, index) };
  return { ...mark, ...tint, tooltip: part.encoding.tooltip ? true : null, aria: false };
}
