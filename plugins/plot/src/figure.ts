import { type Displayable, displaySymbol, type MimeBundle } from "@mesoscope/sdk";
import type { Layout } from "./panel.js";
import { describeLayout, layoutSpec, type VegaLiteSpec } from "./spec.js";

/**
 * A picture that shows itself: as Vega-Lite 5 where that is understood, as SVG everywhere else, as a sentence in text.
 * It never changes; `layer`, `columns` and `rows` make new figures of it.
 */
export class Figure implements Displayable {
  /** What the figure is made of, for `layer`, `columns`, `rows` and `slider`. */
  readonly layout: Layout;

  constructor(layout: Layout) {
    this.layout = layout;
    Object.freeze(this);
  }

  /**
   * The Vega-Lite 5 specification, data included; a new object at every call.
   *
   * @example
   * scatter({ x: [1, 2], y: [3, 4] }).spec.$schema; // "https://vega.github.io/schema/vega-lite/v5.json"
   */
  get spec(): VegaLiteSpec {
    return layoutSpec(this.layout);
  }

  /** What the figure shows, in words: the alternative text. */
  get description(): string {
    return describeLayout(this.layout);
  }

  /**
   * The figure as SVG text, the same on every machine.
   *
   * @example
   * (await line({ x: [0, 1], y: [0, 1] }).toSVG()).startsWith("<svg"); // true
   */
  async toSVG(): Promise<string> {
    const { renderSvg } = await import("./svg.js");
    return renderSvg(this.spec);
  }

  /** What `console.log` prints in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return `Figure: ${this.description}`;
  }

  async [displaySymbol](): Promise<MimeBundle> {
    return {
      "application/vnd.vegalite.v5+json": this.spec,
      "image/svg+xml": await this.toSVG(),
      "text/plain": this.description,
    };
  }
}
