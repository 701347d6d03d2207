export {
  checkChoice,
  checkFinite,
  checkNumber,
  checkOptions,
  checkPositive,
  checkShare,
  checkWhole,
} from "./check-options.js";
export { clearOutput, type Displayable, type DisplayHandle, display, displaySymbol, isDisplayable } from "./display.js";
export {
  DataError,
  MesoscopeError,
  NumericError,
  PluginError,
  ShapeError,
  StopError,
  UnitError,
  ValueError,
} from "./errors.js";
export { escapeHtml } from "./escape-html.js";
export type {
  ArrayLike,
  ColumnLike,
  Estimator,
  FittedTransformer,
  Model,
  NDArrayLike,
  Predictive,
  ProbabilisticModel,
  Simulator,
  TableLike,
  Transformer,
} from "./estimator.js";
export { input } from "./input.js";
export type { MimeBundle } from "./mime-bundle.js";
export { nearestName } from "./nearest-name.js";
export { type CellOutput, OutputArea } from "./output-area.js";
export {
  type Backend,
  type Cell,
  type CellResult,
  type Comm,
  type CommMessage,
  definePlugin,
  type Host,
  type Plugin,
  type PluginManifest,
  type Undo,
} from "./plugin.js";
export type { CellProvenance, OutputProvenance } from "./provenance.js";
export {
  type CommOptions,
  installRunContext,
  type LiveContext,
  type RunContext,
  runContext,
  runContextKey,
  type ShownOutput,
  type TakeOutput,
  type TickValues,
} from "./run-context.js";
export { ShownTable } from "./shown-table.js";
export { counted, htmlTable, plainTable, shortNumber, type TextTable, tableBundle } from "./text-table.js";
export { tick } from "./tick.js";
