export { clean } from "./cleaning/clean.js";
export { type Finding, Report } from "./cleaning/report.js";
export type { Bound, OutlierTest, Rule, TimeParts } from "./cleaning/rules.js";
export type { BooleanColumn, Column, ColumnValues, NumberColumn, TextColumn, TimeColumn, Value } from "./column.js";
export {
  loadModelAverage,
  type ModelAverage,
  type ModelAverageData,
  type ModelAveraging,
  type ModelAveragingOptions,
  modelAveraging,
} from "./combination/model-averaging.js";
export { Dataset, dataset, type Roles, type Row } from "./dataset.js";
export { type Balance, conserve } from "./estimates/conserve.js";
export { type CovarianceIntersectionOptions, covarianceIntersection } from "./estimates/covariance-intersection.js";
export { type FusedEstimate, inverseVariance } from "./estimates/inverse-variance.js";
export type { Source } from "./estimates/sources.js";
export type { Choice } from "./formats/choose-positions.js";
export { type Grid, type GridOptions, grid } from "./formats/grid.js";
export { listVariables, readGrid } from "./formats/read-grid.js";
export { recogniseUnit } from "./formats/recognise-unit.js";
export { fromFrame } from "./from-frame.js";
export type { Aggregates } from "./group.js";
export { type Heading, splitHeading } from "./header-units.js";
export {
  type HybridModel,
  type HybridModelData,
  loadPhysicsPlusResidual,
  type Physics,
  type PhysicsPlusResidual,
  type PhysicsPlusResidualOptions,
  physicsPlusResidual,
} from "./hybrid/physics-plus-residual.js";
export { parseTable } from "./parse-table.js";
export type { ReadOptions } from "./read-options.js";
export { readTable } from "./read-table.js";
export { blockAverage } from "./scales/block-average.js";
export { type DownscaleOptions, downscale, upscale } from "./scales/bridge.js";
export type { Split, SplitOptions } from "./split.js";
export {
  type EnsembleFilter,
  type EnsembleKalmanFilterOptions,
  ensembleKalmanFilter,
} from "./state-space/ensemble-kalman-filter.js";
export type { EnsembleSeries } from "./state-space/ensemble-series.js";
export { type ExtendedKalmanFilterOptions, extendedKalmanFilter } from "./state-space/extended-kalman-filter.js";
export type { FilteredSeries } from "./state-space/filtered-series.js";
export type { StateFilter } from "./state-space/gaussian-filter.js";
export { type KalmanFilterOptions, kalmanFilter } from "./state-space/kalman-filter.js";
export type { Localization } from "./state-space/localization.js";
export type { NonlinearOptions, StateFunction } from "./state-space/nonlinear.js";
export type { Matrices, StateSpaceOptions } from "./state-space/series.js";
export { type UnscentedKalmanFilterOptions, unscentedKalmanFilter } from "./state-space/unscented-kalman-filter.js";
export type { ReadOptions, Repair } from "./read-options.js";
export { type ReadTableOptions, readTable } from "./read-table.js";
export { type ScanOptions, scanTable, TableScan } from "./scan-table.js";
export type { Split, SplitOptions } from "./split.js";
export { concat } from "./tables/concat.js";
export type { Aggregate } from "./tally.js";
