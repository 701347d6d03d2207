import { legendNames } from "./color.js";
import { type DrawableLayer, extentAlong, leftOut } from "./drawable.js";
import { readableNumber } from "./numbers.js";
import type { Axis, Panel } from "./panel.js";

/** The text for a reader who cannot see the panel: title, what is drawn, axes with ranges, groups, what is left out. */
export function describePanel(panel: Panel, layers: readonly DrawableLayer[]): string {
  if (panel.options.description) return panel.options.description;
  const names = legendNames(panel);
  const sentences = [
    panel.options.title,
    upperFirst(listed([...new Set(layers.map(({ layer, rows }) => counted(layer.noun, rows.length)))])),
    axisSentence("x", panel.x, layers),
    axisSentence("y", panel.y, layers),
    names.length > 0 ? `${panel.legend || "series"}: ${listed(names)}` : undefined,
    ...new Set(layers.map(({ layer }) => layer.note)),
    leftOut(layers),
  ];
  return sentences
    .filter((sentence) => sentence !== undefined && sentence !== "")
    .map((sentence) => (/[.!?]$/.test(sentence as string) ? sentence : `${sentence}.`))
    .join(" ");
}

function counted(noun: string, count: number): string {
  return (count === 1 ? noun.replace("points", "point") : noun).replace("#", String(count));
}

function axisSentence(name: "x" | "y", axis: Axis, layers: readonly DrawableLayer[]): string | undefined {
  const title = axis.title || name;
  const label = title === name ? name : `${name}: ${title}`;
  if (axis.kind === "category") return label === name ? undefined : label;
  const extent = extentAlong(name, layers);
  if (!extent) return label;
  const shown = axis.kind === "time" ? (value: number) => new Date(value).toISOString().slice(0, 10) : readableNumber;
  return `${label}${label === name ? "" : ","} from ${shown(extent[0])} to ${shown(extent[1])}${axis.scale === "log" ? " (log scale)" : ""}`;
}

function listed(names: readonly string[]): string {
  if (names.length > 8) return `${names.slice(0, 7).join(", ")} and ${names.length - 7} more`;
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
