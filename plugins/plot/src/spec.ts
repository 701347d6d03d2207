import { type Extent, positionEncoding } from "./axis.js";
import { colorEncoding, distinguished, hasSeries } from "./color.js";
import { describePanel } from "./describe.js";
import { type DrawableLayer, drawableLayer, extentAlong, leftOut } from "./drawable.js";
import type { Layer, Layout, Panel, Part } from "./panel.js";
import { theme } from "./theme.js";

/** A Vega-Lite specification as a plain object. */
export interface VegaLiteSpec {
  readonly $schema: string;
  readonly [property: string]: unknown;
}

/** JupyterLab 4 knows Vega-Lite 5 and no newer. */
const schema = "https://vega.github.io/schema/vega-lite/v5.json";

/** The whole figure in Vega-Lite 5. */
export function layoutSpec(layout: Layout): VegaLiteSpec {
  return {
    $schema: schema,
    description: describeLayout(layout),
    background: theme.background,
    padding: theme.padding,
    ...layoutView(layout),
    config: theme,
  };
}

/** What the figure shows, in words. */
export function describeLayout(layout: Layout): string {
  if ("layers" in layout) return describePanel(layout, drawn(layout));
  if (layout.options.description || "view" in layout) return layout.options.description ?? "";
  const parts = layout.items.map((item, i) => `${i + 1}. ${describeLayout(item)}`);
  return [layout.options.title, ...parts].filter(Boolean).join(" ");
}

function layoutView(layout: Layout): Record<string, unknown> {
  if ("layers" in layout) return panelView(layout);
  if ("view" in layout) return { ...titleView(layout.options.title, [layout.options.subtitle]), ...layout.view };
  const operator = layout.direction === "columns" ? "hconcat" : "vconcat";
  return {
    ...titleView(layout.options.title, [layout.options.subtitle]),
    spacing: 28,
    [operator]: layout.items.map(layoutView),
    resolve: { scale: { color: "independent", shape: "independent", strokeDash: "independent" } },
  };
}

function panelView(panel: Panel): Record<string, unknown> {
  const layers = drawn(panel);
  const extents = { x: extentAlong("x", layers), y: extentAlong("y", layers) };
  const notes = [...new Set(panel.layers.map((layer) => layer.note))];
  return {
    ...titleView(panel.options.title, [panel.options.subtitle, ...notes, leftOut(layers)]),
    width: panel.options.width ?? 520,
    height: panel.options.height ?? 320,
    ...controlView(panel),
    layer: layers.map((layer) => layerView(layer, panel, extents)),
  };
}

function drawn(panel: Panel): DrawableLayer[] {
  return panel.layers.map((layer) => drawableLayer(layer, panel));
}

function layerView(
  { layer, rows }: DrawableLayer,
  panel: Panel,
  extents: { readonly x: Extent | undefined; readonly y: Extent | undefined },
): Record<string, unknown> {
  const view = (part: Part) => ({
    mark: distinguished(part, layer, panel),
    encoding: {
      ...part.encoding,
      ...positioned(part, "x", positionEncoding(panel.x, extents.x)),
      ...positioned(part, "y", positionEncoding(panel.y, extents.y)),
      ...colorEncoding(part, layer, panel),
    },
  });
  const filter = panel.control ? { transform: [{ filter: shownFrame(panel.control) }] } : {};
  const [first, ...others] = layer.parts as [Part, ...Part[]];
  const views = others.length === 0 ? view(first) : { layer: layer.parts.map(view) };
  return { data: { values: named(layer, rows) }, ...filter, ...views };
}

function positioned(part: Part, channel: "x" | "y", properties: Record<string, unknown>): Record<string, unknown> {
  const encoding = part.encoding[channel];
  return encoding ? { [channel]: { ...encoding, ...properties } } : {};
}

function titleView(title: string | undefined, lines: readonly (string | undefined)[]): Record<string, unknown> {
  const subtitle = lines.filter(Boolean);
  if (!title && subtitle.length === 0) return {};
  return { title: { text: title ?? "", ...(subtitle.length > 0 && { subtitle }) } };
}

function controlView({ control }: Panel): Record<string, unknown> {
  if (!control) return {};
  const { name, label, values, start } = control;
  const step = evenStep(values);
  const bind =
    step === undefined
      ? { input: "select", options: values, name: `${label} ` }
      : { input: "range", min: values[0], max: values.at(-1), step, name: `${label} ` };
  return { params: [{ name, value: start, bind }] };
}

/** Rows with the name of their series: Vega-Lite writes a name twice that is no field, once for colours, once for dashes. */
function named(layer: Layer, rows: DrawableLayer["rows"]): DrawableLayer["rows"] {
  return hasSeries(layer) ? rows.map((row) => ({ ...row, color: layer.series! })) : rows;
}

/** Keeps the rows of the frame at which the control stands; a moving slider may miss a value by rounding. */
function shownFrame({ name, values }: { readonly name: string; readonly values: readonly number[] }): string {
  const step = evenStep(values);
  return step === undefined ? `datum.frame == ${name}` : `abs(datum.frame - ${name}) < ${step / 2}`;
}

function evenStep(values: readonly number[]): number | undefined {
  const step = ((values.at(-1) as number) - values[0]!) / (values.length - 1);
  const isEven = values.every((value, i) => Math.abs(value - values[0]! - i * step) < 1e-9 * Math.abs(step));
  return isEven ? Number(step.toPrecision(12)) : undefined;
}
