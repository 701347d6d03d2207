export {
  type Aligned,
  type AlignOptions,
  alignSeries,
  joinSeries,
  sortSeries,
  type TimeSeries,
} from "./alignment/align-series.js";
export { type Binned, binPoints } from "./alignment/bin-points.js";
export { cellEdges } from "./alignment/cell-edges.js";
export { areaWeightedMean, cellAreas } from "./alignment/cells.js";
export { conservativeRegrid, conservativeRemap } from "./alignment/conservative-regrid.js";
export type { Coordinates, PlaneCoordinates, SphereCoordinates } from "./alignment/coordinates.js";
export { type GeographicPoint, geodesicDistance, greatCircleDistance } from "./alignment/distance.js";
export { estimateLag, type Lag } from "./alignment/estimate-lag.js";
export { type InverseDistanceOptions, inverseDistance } from "./alignment/inverse-distance.js";
export type { PlacedValues } from "./alignment/measurements.js";
export type { Regridded } from "./alignment/regridded.js";
export { sampleGrid } from "./alignment/sample-grid.js";
export { type AppliedStep, type AugmentationStep, type Augmented, augment, replay } from "./augmentation/augment.js";
export type { FieldSample } from "./augmentation/field-sample.js";
export { crop, type LookOptions, reflection, rotation, translation } from "./augmentation/geometric-steps.js";
export { type Mixed, mixup } from "./augmentation/mixup.js";
export {
  colouredNoise,
  drift,
  multiplicativeNoise,
  saltAndPepperNoise,
  shotNoise,
  whiteNoise,
} from "./augmentation/noise-steps.js";
export { type PerturbedTable, type PerturbTableOptions, perturbTable } from "./augmentation/perturb-table.js";
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
export { Dataset, type Roles, type Row } from "./dataset.js";
export type { Extension } from "./denoising/extension.js";
export { type SavitzkyGolayOptions, savitzkyGolay } from "./denoising/savitzky-golay.js";
export { type Scalogram, type ScalogramOptions, scalogram } from "./denoising/scalogram.js";
export { signalToNoise } from "./denoising/signal-to-noise.js";
export { gaussianFilter, medianFilter, movingAverage, type WindowOptions } from "./denoising/smoothing.js";
export { type ThresholdRule, threshold } from "./denoising/threshold.js";
export { totalVariation } from "./denoising/total-variation.js";
export { type TotalVariationFieldOptions, totalVariationField } from "./denoising/total-variation-field.js";
export { type Wavelet, type WaveletName, wavelet } from "./denoising/wavelet.js";
export { type WaveletDenoised, type WaveletDenoiseOptions, waveletDenoise } from "./denoising/wavelet-denoise.js";
export {
  type DiscreteWaveletOptions,
  discreteWaveletTransform,
  stationaryWaveletTransform,
  type WaveletOptions,
  type WaveletTransform,
} from "./denoising/wavelet-transform.js";
export { wienerFilter } from "./denoising/wiener-filter.js";
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
export { columnImputation } from "./imputation/column-imputation.js";
export { backwardFill, forwardFill, type InterpolateGapsOptions, interpolateGaps } from "./imputation/fill-series.js";
export type { FittedImputation, Imputation, ImputationJSON } from "./imputation/imputation.js";
export type { Imputed } from "./imputation/imputed.js";
export { type IterativeImputationOptions, iterativeImputation } from "./imputation/iterative-imputation.js";
export { loadImputation } from "./imputation/load-imputation.js";
export { nearestNeighbourImputation } from "./imputation/nearest-neighbour-imputation.js";
export { dataset } from "./make-dataset.js";
export { interquartileFences, robustZScore } from "./outliers/column-outliers.js";
export { hampelFilter } from "./outliers/hampel-filter.js";
export { mahalanobisOutliers } from "./outliers/mahalanobis-outliers.js";
export type { OutlierReason, Outliers } from "./outliers/outliers.js";
export { parseTable } from "./parse-table.js";
export type { ReadOptions, Repair } from "./read-options.js";
export { type ReadTableOptions, readTable } from "./read-table.js";
export { decimate } from "./resampling/decimate.js";
export type { Decomposition } from "./resampling/decomposition.js";
export { type Detrended, type DetrendOptions, detrend } from "./resampling/detrend.js";
export { type Resampled, type ResampleOptions, resampleSeries } from "./resampling/resample-series.js";
export { seasonalDecomposition } from "./resampling/seasonal-decomposition.js";
export { type SeasonalTrendOptions, seasonalTrendLoess } from "./resampling/seasonal-trend-loess.js";
export { blockAverage } from "./scales/block-average.js";
export { type DownscaleOptions, downscale, upscale } from "./scales/bridge.js";
export { cellAverage } from "./scales/cell-average.js";
export { minMaxScaling, robustScaling, standardScaling } from "./scaling/affine-scaling.js";
export { columnScaling } from "./scaling/column-scaling.js";
export { loadScaling } from "./scaling/load-scaling.js";
export { type LogScalingOptions, logScaling } from "./scaling/log-scaling.js";
export { powerScaling } from "./scaling/power-scaling.js";
export { type QuantileScalingOptions, quantileScaling } from "./scaling/quantile-scaling.js";
export type { FittedScaling, Scaling, ScalingJSON } from "./scaling/scaling.js";
export { type ScanOptions, scanTable, TableScan } from "./scan-table.js";
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
export { concat } from "./tables/concat.js";
export type { JoinOptions } from "./tables/join.js";
export type { JoinNearestOptions } from "./tables/join-nearest.js";
export type { MeltOptions, PivotOptions } from "./tables/reshape.js";
export type { Aggregate } from "./tally.js";
