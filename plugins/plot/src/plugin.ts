import { definePlugin, type MimeBundle } from "@mesoscope/sdk";
import { renderSvg } from "./svg.js";

interface VegaLiteObject {
  readonly $schema: string;
  readonly description?: unknown;
}

/** Shows Vega-Lite specifications made by hand as the figures of this package are shown: with a static picture. */
export default definePlugin({
  name: "plot",
  setup(host) {
    host.show(isVegaLite, async (spec): Promise<MimeBundle> => {
      const description = typeof spec.description === "string" ? spec.description : "A Vega-Lite figure";
      return {
        "application/vnd.vegalite.v5+json": spec,
        "image/svg+xml": await renderSvg(spec),
        "text/plain": description,
      };
    });
  },
});

function isVegaLite(value: unknown): value is VegaLiteObject {
  const schema = (value as Partial<VegaLiteObject> | null)?.$schema;
  return typeof schema === "string" && /\/vega-lite\/v[56]/.test(schema);
}
