import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ICommandPalette } from "@jupyterlab/apputils";
import { EditorExtensionRegistry, IEditorExtensionRegistry } from "@jupyterlab/codemirror";
import { INotebookTracker } from "@jupyterlab/notebook";
import { IRenderMimeRegistry } from "@jupyterlab/rendermime";
import { drawNewerCharts } from "./charts/chart-by-version.js";
import { underlineFindings } from "./findings/underline.js";
import { Links, linksToken } from "./link/links.js";
import { markStaleCells } from "./notebook/stale-marks.js";
import { SidePanel } from "./panel/side-panel.js";

const command = "mesoscope:show-panel";
const label = "Show Mesoscope Panel";

const links: JupyterFrontEndPlugin<Links> = {
  id: "@mesoscope/lab:links",
  description: "Links to TypeScript kernels, beside what Jupyter's own messages tell.",
  autoStart: true,
  provides: linksToken,
  activate: (app: JupyterFrontEnd) => new Links(app.shell),
};

const panel: JupyterFrontEndPlugin<void> = {
  id: "@mesoscope/lab:panel",
  description: "Variables, running cells, provenance and plugins of a TypeScript kernel; stale cells are marked.",
  autoStart: true,
  requires: [linksToken, INotebookTracker],
  optional: [ICommandPalette, ILayoutRestorer],
  activate(
    app: JupyterFrontEnd,
    kernels: Links,
    notebooks: INotebookTracker,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
  ) {
    notebooks.widgetAdded.connect((_, notebook) => markStaleCells(notebook, kernels.of(notebook)!));
    const widget = new SidePanel(app, notebooks, kernels);
    app.shell.add(widget, "right", { rank: 650 });
    restorer?.add(widget, widget.id);
    app.commands.addCommand(command, { label, execute: () => app.shell.activateById(widget.id) });
    app.commands.addKeyBinding({ command, keys: ["Accel Alt M"], selector: "body" });
    palette?.addItem({ command, category: "Mesoscope" });
  },
};

const findings: JupyterFrontEndPlugin<void> = {
  id: "@mesoscope/lab:type-findings",
  description: "Underlines what the type checker finds while a cell of a TypeScript kernel is written.",
  autoStart: true,
  requires: [linksToken, IEditorExtensionRegistry],
  activate(_: JupyterFrontEnd, kernels: Links, editors: IEditorExtensionRegistry) {
    editors.addExtension({
      name: "mesoscope-type-findings",
      factory: ({ inline, model }) => {
        if (!inline) return null;
        const isCode = () => model.mimeType.includes("typescript");
        return EditorExtensionRegistry.createImmutableExtension(
          underlineFindings((view) => kernels.around(view.dom), isCode),
        );
      },
    });
  },
};

const newerCharts: JupyterFrontEndPlugin<void> = {
  id: "@mesoscope/lab:newer-charts",
  description: "Draws charts written for Vega 6 and Vega-Lite 6 that are sent as version 5.",
  autoStart: true,
  requires: [IRenderMimeRegistry],
  activate(app: JupyterFrontEnd, registry: IRenderMimeRegistry) {
    // JupyterLab's own renderers are known then, and no notebook is open yet.
    void app.started.then(() => drawNewerCharts(registry));
  },
};

export default [links, panel, findings, newerCharts];
