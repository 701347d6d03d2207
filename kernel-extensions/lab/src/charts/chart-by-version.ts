import type { IRenderMimeRegistry } from "@jupyterlab/rendermime";
import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { Panel } from "@lumino/widgets";
import { Chart } from "./chart.js";
import { specVersion } from "./spec-version.js";

const oldTypes = ["application/vnd.vegalite.v5+json", "application/vnd.vega.v5+json"];

/**
 * Charts written for version 6 arrive as version 5 too, so that they draw everywhere: those are ours; all others stay
 * with JupyterLab's own renderer.
 */
export function drawNewerCharts(registry: IRenderMimeRegistry): void {
  for (const mimeType of oldTypes) {
    const own = registry.getFactory(mimeType);
    if (!own) continue;
    const createRenderer = (options: IRenderMime.IRendererOptions) => new ChartByVersion(options, own);
    registry.addFactory({ safe: true, mimeTypes: [mimeType], createRenderer }, registry.getRank(mimeType));
  }
}

class ChartByVersion extends Panel implements IRenderMime.IRenderer {
  readonly #options: IRenderMime.IRendererOptions;
  readonly #older: IRenderMime.IRendererFactory;

  constructor(options: IRenderMime.IRendererOptions, older: IRenderMime.IRendererFactory) {
    super();
    this.#options = options;
    this.#older = older;
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const major = specVersion(model.data[this.#options.mimeType])?.major;
    const chart = major === 6 ? new Chart(this.#options) : this.#older.createRenderer(this.#options);
    for (const former of [...this.widgets]) former.dispose();
    this.addWidget(chart);
    await chart.renderModel(model);
  }
}
