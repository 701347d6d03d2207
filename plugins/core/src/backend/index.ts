/** What other packages of Mesoscope build on: matrices in the memory of the layer in use. */
export { type DefiniteMatrix, withDefiniteMatrix } from "./definite-matrix.js";
export {
  type Family,
  type ScaledPoints,
  type StationaryCovariance,
  scaledPoints,
  stationaryCovariances,
} from "./stationary.js";
