import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { Chart } from "./charts/chart.js";

const mimeTypes = ["application/vnd.vegalite.v6+json", "application/vnd.vega.v6+json"];

/** Charts of Vega 6 and Vega-Lite 6; JupyterLab's own rank for version 5, which comes behind where an output holds both, is 57. */
const charts: IRenderMime.IExtension = {
  id: "@mesoscope/lab:charts",
  description: "Draws charts of Vega 6 and Vega-Lite 6.",
  rank: 56,
  dataType: "json",
  rendererFactory: { safe: true, mimeTypes, createRenderer: (options) => new Chart(options) },
};

export default charts;
