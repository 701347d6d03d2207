import type * as Plot from "@mesoscope/plot";
import type { MimeBundle } from "@mesoscope/sdk";

/** The bundle of a figure: as Vega-Lite, as a static picture, and `text` where no picture can be. */
export async function showFigure(text: string, draw: (plot: typeof Plot) => Plot.Figure): Promise<MimeBundle> {
  const figure = draw(await import("@mesoscope/plot"));
  return {
    "application/vnd.vegalite.v5+json": figure.spec,
    "image/svg+xml": await figure.toSVG(),
    "text/plain": text,
  };
}
