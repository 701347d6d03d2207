import { live } from "./host.js";
import type { State } from "./model.js";

/** The version of the models of ipywidgets 8, whichever release of it is installed. */
const core = "2.0.0";

/** Names by which a front end finds the code for a model and its view. */
function names(module: string, version: string, model: string, view: string | null): State {
  const modelNames = { _model_module: module, _model_module_version: version, _model_name: model };
  return { ...modelNames, _view_module: module, _view_module_version: version, _view_name: view };
}

export const controlNames = (model: string, view: string): State =>
  names("@jupyter-widgets/controls", core, `${model}Model`, `${view}View`);

export const styleNames = (model: string): State => ({
  ...controlNames(model, ""),
  _view_module: "@jupyter-widgets/base",
  _view_name: "StyleView",
});

export const layoutNames = (): State => names("@jupyter-widgets/base", core, "LayoutModel", "LayoutView");

export const outputNames = (): State => names("@jupyter-widgets/output", "1.0.0", "OutputModel", "OutputView");

/** anywidget's models are for its own release only; where that is not known, any is asked for. */
export const anyNames = (): State =>
  names("anywidget", live()?.extensionVersion("anywidget") ?? "*", "AnyModel", "AnyView");
