import { textWidth } from "./text-metrics.js";

/**
 * Draws a Vega-Lite specification as SVG, in this process: no browser, no canvas, no network.
 * It works on a copy, because Vega marks the rows that it reads.
 * Coordinates are rounded to hundredths of a pixel, so that the picture is the same on every machine and small.
 */
export async function renderSvg(spec: object): Promise<string> {
  const [vega, vegaLite] = await Promise.all([import("vega"), import("vega-lite")]);
  (vega as unknown as WithTextMetrics).textMetrics.width = (item, text) =>
    textWidth(String(text ?? item.text ?? ""), item.fontSize ?? 11);
  const logger = vega.logger(vega.None);
  const compiled = vegaLite.compile({ ...structuredClone(spec), $schema: undefined } as never, {
    logger: logger as never,
  }).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: "none", logger, loader: offline(vega.loader()) });
  try {
    return finished(await view.toSVG(), (spec as { description?: unknown }).description);
  } finally {
    view.finalize();
  }
}

/** Only what stands in the specification itself is drawn. */
function offline<Loader extends object>(loader: Loader): Loader {
  const refuse = () =>
    Promise.reject(new Error("the static picture is made without files and network: put the data inline"));
  return Object.assign(loader, { load: refuse, http: refuse, file: refuse });
}

/** Without a canvas Vega guesses widths; it lets them be measured otherwise, though its types do not say so. */
interface WithTextMetrics {
  readonly textMetrics: { width(item: { text?: unknown; fontSize?: number }, text?: unknown): number };
}

function finished(svg: string, description: unknown): string {
  const rounded = svg.replace(/<[^>]*>/g, (tag) =>
    tag.replace(/-?\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2)))),
  );
  const label = typeof description === "string" ? ` role="img" aria-label="${escapeXml(description)}"` : "";
  return renamedReferences(rounded).replace("<svg ", `<svg style="max-width:100%;height:auto"${label} `);
}

/** Vega numbers gradients and clips over all figures of a process; here their names follow from the picture alone. */
function renamedReferences(svg: string): string {
  const names = [...new Set(svg.match(/\b(?:gradient_|clip)\d+/g))];
  const anonymous = svg.replace(/\b(gradient_|clip)\d+/g, "$1");
  let hash = 0x811c9dc5;
  for (let i = 0; i < anonymous.length; i++) hash = Math.imul(hash ^ anonymous.charCodeAt(i), 0x01000193) >>> 0;
  return svg.replace(/\b(gradient_|clip)\d+/g, (name, kind) => `${kind}${hash.toString(36)}-${names.indexOf(name)}`);
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
