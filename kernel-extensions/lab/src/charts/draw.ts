import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { loader as vegaLoader } from "vega";
import embed, { type VisualizationSpec } from "vega-embed";
import { hasOwnBackground, pageConfig } from "./page-theme.js";
import { safePlace } from "./safe-loader.js";

/** More rows than this are painted on a canvas: as elements of a page they would be slow. */
const mostElements = 2000;

export interface DrawOptions {
  readonly kind: "vega" | "vega-lite";
  readonly resolver: IRenderMime.IResolver | null;
  /** What the author of the chart asks of the view: `actions`, `renderer`, … */
  readonly embedOptions: Readonly<Record<string, unknown>>;
}

/** A chart on the page. */
export interface Drawing {
  /** The picture as base64 of a PNG. */
  png(): Promise<string>;
  end(): void;
}

/** Draws a chart into `host`. Loaded only when there is one to draw: Vega is large. */
export async function draw(host: HTMLElement, spec: object, options: DrawOptions): Promise<Drawing> {
  const { kind, resolver, embedOptions } = options;
  const loader = vegaLoader({ http: { credentials: "same-origin" } });
  const { renderer, scaleFactor, width, height, padding } = embedOptions;
  const asked = Object.entries({ renderer, scaleFactor, width, height, padding }).filter(
    ([, value]) => value !== undefined,
  );
  const chart = await embed(host, structuredClone(spec) as VisualizationSpec, {
    mode: kind,
    renderer: countRows(spec) > mostElements ? "canvas" : "svg",
    actions: { export: true, source: true, compiled: false, editor: false },
    config: hasOwnBackground(spec as Record<string, unknown>) ? {} : pageConfig(),
    // Expressions are interpreted: a page that forbids eval shows charts too.
    ast: true,
    loader: Object.assign(loader, { sanitize: (address: string) => safePlace(address, resolver) }),
    ...Object.fromEntries(asked),
  });
  return {
    png: async () => (await chart.view.toImageURL("png", 2)).replace(/^data:image\/png;base64,/, ""),
    end: () => chart.finalize(),
  };
}

/** How many rows of data a specification holds, wherever they are. */
function countRows(part: unknown): number {
  if (typeof part !== "object" || part === null) return 0;
  if (Array.isArray(part)) return part.length > mostElements ? part.length : sum(part.map(countRows));
  const { values } = part as { values?: unknown };
  return (
    (Array.isArray(values) ? values.length : 0) +
    sum(
      Object.values(part)
        .filter((each) => each !== values)
        .map(countRows),
    )
  );
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, number) => all + number, 0);
