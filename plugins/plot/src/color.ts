import { categoryColors, categoryDashes, categoryShapes, cyclic } from "./palette.js";
import type { Layer, Panel, Part } from "./panel.js";

/** The names in a panel's legend, each once, in the order in which they come. */
export function legendNames(panel: Panel): readonly string[] {
  return [...new Set(panel.layers.flatMap(namesOf))];
}

function namesOf(layer: Layer): readonly string[] {
  return layer.categories ?? (hasSeries(layer) ? [layer.series!] : []);
}

/** Whether its series gives a layer its colour; where numbers do, it stands in the title of theirs. */
export function hasSeries({ categories, series, parts }: Layer): boolean {
  return !categories && series !== undefined && !parts.some(isNumeric);
}

/** Colour, and symbol or dash with it, so that no name is told by colour alone. */
export function colorEncoding(part: Part, layer: Layer, panel: Panel): Record<string, unknown> {
  if (isNumeric(part) || namesOf(layer).length === 0) return {};
  const domain = legendNames(panel);
  const channel = (range: readonly (string | readonly number[])[]) => ({
    field: "color",
    type: "nominal",
    title: panel.legend || null,
    // Dashes that a line has would fray the rim of a filled symbol.
    legend: { symbolOpacity: 1, ...(hasNamedPoints(panel) && { symbolStrokeWidth: 0 }) },
    scale: { domain, range: domain.map((_, i) => cyclic(range, i)) },
  });
  const color = { [colorChannel(part, panel)]: channel(categoryColors) };
  if (part.mark.type === "point") return { ...color, shape: channel(categoryShapes) };
  if (part.mark.type === "line" || part.mark.outlined) return { ...color, strokeDash: channel(categoryDashes) };
  return color;
}

/** Vega-Lite has no legend in common for names and numbers of one channel: beside numbers, names take its parts. */
function colorChannel({ mark }: Part, { layers }: Panel): "color" | "fill" | "stroke" {
  if (!layers.some(({ parts }) => parts.some(isNumeric))) return "color";
  return mark.type === "line" || mark.type === "rule" ? "stroke" : "fill";
}

function hasNamedPoints({ layers }: Panel): boolean {
  const named = layers.filter((layer) => namesOf(layer).length > 0);
  return named.some(({ parts }) => parts.some(({ mark }) => mark.type === "point"));
}

/** Whether numbers colour it. */
function isNumeric({ encoding }: Part): boolean {
  return encoding.color !== undefined;
}

/** The mark with its tint, where no name gives it one. */
export function distinguished(part: Part, layer: Layer, panel: Panel): Record<string, unknown> {
  const { outlined, ...mark } = part.mark;
  const colored = layer.tint === "own" || namesOf(layer).length > 0 || isNumeric(part);
  const index = legendNames(panel).length + (layer.tint === "own" ? 0 : layer.tint);
  const tint = colored ? {} : { color: cyclic(categoryColors, index) };
  return { ...mark, ...tint, tooltip: part.encoding.tooltip ? true : null, aria: false };
}
