import { ValueError } from "@mesoscope/sdk";
import type { Figure } from "./figure.js";
import { axisOf, figureOf } from "./mark.js";
import type { FigureOptions } from "./options.js";
import type { Layer, Part } from "./panel.js";

/** Where a reference line stands: at one `x` or at one `y`, in the unit that the axis shows. */
export interface RulePlace {
  readonly x?: number;
  readonly y?: number;
  /** Written beside the line. */
  readonly label?: string;
}

/**
 * A dashed reference line across the whole figure, to be layered over others.
 *
 * @example
 * layer(line({ x: [0, 1], y: [0, 2] }), rule({ y: 1, label: "limit" }));
 *
 * @throws ValueError BAD_VALUE unless exactly one of x and y is a finite number
 */
export function rule(place: RulePlace, options: FigureOptions = {}): Figure {
  const isVertical = Number.isFinite(place.x);
  if (isVertical === Number.isFinite(place.y)) {
    throw new ValueError(
      "BAD_VALUE",
      `rule: found x ${place.x} and y ${place.y}. Give one finite number, either x or y.`,
    );
  }
  const axis = isVertical ? "x" : "y";
  const row = { [axis]: place[axis]!, label: place.label ?? null };
  const text = isVertical ? { align: "left", dx: 5, y: 10 } : { align: "right", dy: -7, x: "width" };
  const line: Part = {
    mark: { type: "rule", strokeDash: [5, 4], color: "#555555" },
    encoding: { [axis]: { field: axis } },
  };
  const label: Part = {
    mark: { type: "text", ...text, color: "#333333" },
    encoding: { [axis]: { field: axis }, text: { field: "label" } },
  };
  const layer: Layer = {
    noun: place.label ? `reference line "${place.label}"` : "reference line",
    rows: [row],
    needs: [axis],
    along: { x: isVertical ? ["x"] : [], y: isVertical ? [] : ["y"] },
    parts: place.label ? [line, label] : [line],
    tint: "own",
  };
  return figureOf([layer], { x: axisOf(undefined, options.x), y: axisOf(undefined, options.y) }, options);
}
