import { ValueError } from "@mesoscope/sdk";
import { mergeAxes } from "./axis.js";
import { Figure } from "./figure.js";
import { found } from "./found.js";
import type { FigureOptions } from "./options.js";
import type { Layer, Layout, Panel } from "./panel.js";

/**
 * Figures drawn over each other on the same axes; the first has its say in titles, axes and size.
 *
 * @example
 * layer(line({ x: [0, 1], y: [0, 1] }), scatter({ x: [0, 1], y: [0.1, 0.9] }));
 *
 * @throws ValueError BAD_VALUE for figures of several panels, AXES_DIFFER
 */
export function layer(...figures: readonly Figure[]): Figure {
  const panels = figures.map((figure) => panelOf("layer", figure));
  const first = panels[0];
  if (!first) throw new ValueError("BAD_VALUE", "layer: there are no figures. Give at least one.");
  return new Figure(panels.slice(1).reduce(over, first));
}

/**
 * Figures side by side.
 *
 * @example
 * columns(line({ x: [0, 1], y: [0, 1] }), histogram({ x: [1, 2, 2, 3] }));
 */
export function columns(...figures: readonly Figure[]): Figure {
  return beside("columns", figures);
}

/**
 * Figures one above the other.
 *
 * @example
 * rows(line({ x: [0, 1], y: [0, 1] }), line({ x: [0, 1], y: [1, 0] }));
 */
export function rows(...figures: readonly Figure[]): Figure {
  return beside("rows", figures);
}

/** The panel of a figure that has only one. */
export function panelOf(caller: string, figure: Figure): Panel {
  const layout = layoutOf(caller, figure);
  if ("layers" in layout) return layout;
  throw new ValueError(
    "BAD_VALUE",
    `${caller}: a figure has several panels or its own view. Give figures of one panel, then put them beside others.`,
  );
}

function beside(direction: "columns" | "rows", figures: readonly Figure[]): Figure {
  if (figures.length === 0) throw new ValueError("BAD_VALUE", `${direction}: there are no figures. Give at least one.`);
  const options: FigureOptions = {};
  return new Figure({ direction, items: figures.map((figure) => layoutOf(direction, figure)), options });
}

function layoutOf(caller: string, figure: Figure): Layout {
  if (figure instanceof Figure) return figure.layout;
  throw new ValueError(
    "BAD_VALUE",
    `${caller}: found ${found(figure)} where a figure is needed. Give figures one by one, such as line(…), scatter(…).`,
  );
}

function over(below: Panel, above: Panel): Panel {
  const legend = below.legend ?? above.legend;
  const control = below.control ?? above.control;
  return {
    layers: [...below.layers, ...above.layers.map((drawn) => retinted(drawn, below.layers))],
    x: mergeAxes("layer", "x", below.x, above.x),
    y: mergeAxes("layer", "y", below.y, above.y),
    options: { ...above.options, ...below.options },
    ...(legend && { legend }),
    ...(control && { control }),
  };
}

/** Every unnamed layer gets a tint of its own. */
function retinted(drawn: Layer, others: readonly Layer[]): Layer {
  if (drawn.tint === "own") return drawn;
  const taken = others.map(({ tint }) => (tint === "own" ? -1 : tint));
  return { ...drawn, tint: Math.max(-1, ...taken) + 1 };
}
