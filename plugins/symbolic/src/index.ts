export { type Discover, discover } from "./discover/discover.js";
export type { DiscoverOptions } from "./discover/discover-options.js";
export {
  type DiscoverVector,
  type DiscoverVectorOptions,
  discoverVector,
  type VectorDiscovery,
} from "./discover/discover-vector.js";
export type { RowInformation } from "./discover/row-information.js";
export type { SavedSearch } from "./discover/saved-search.js";
export { Search } from "./discover/search.js";
export { type CoefficientConstraint, energyConserving } from "./dynamics/coefficient-constraints.js";
export type { CoefficientUnits } from "./dynamics/coefficient-units.js";
export {
  type ConservedOptions,
  type ConservedQuantities,
  type ConservedQuantity,
  conservedQuantities,
} from "./dynamics/conserved-quantities.js";
export { DynamicsModel, loadDynamics, type SimulateOptions } from "./dynamics/dynamics-model.js";
export type { Alternative as DynamicsAlternative, Coefficient, DynamicsData } from "./dynamics/dynamics-result.js";
export {
  type FieldCoefficient,
  type FieldData,
  type FieldEquation,
  FieldModel,
  loadFields,
} from "./dynamics/field-model.js";
export { hamiltonianConstraints } from "./dynamics/hamiltonian-constraints.js";
export { hamiltonianOf } from "./dynamics/hamiltonian-of.js";
export type { SparseOptimizer } from "./dynamics/optimizer.js";
export { Simulation } from "./dynamics/simulation.js";
export { type SparseDynamics, type SparseDynamicsOptions, sparseDynamics } from "./dynamics/sparse-dynamics.js";
export { type SparseFields, type SparseFieldsOptions, sparseFields } from "./dynamics/sparse-fields.js";
export { type Sr3Options, sr3 } from "./dynamics/sr3.js";
export { stepwise } from "./dynamics/stepwise.js";
export { type StlsqOptions, stlsq } from "./dynamics/stlsq.js";
export type { LibraryOptions } from "./dynamics/term-library.js";
export type { FitData } from "./dynamics/trajectory.js";
export { boundsOf, isDefinedOn } from "./expression/bounds/bounds-of.js";
export { type HoldsOnOptions, holdsOn, type NamedInterval, type Verdict } from "./expression/bounds/holds-on.js";
export type { Interval } from "./expression/bounds/interval.js";
export { canonicalForm, formOf, hasSameForm } from "./expression/canonical/canonical-form.js";
export { derivativeOf } from "./expression/derivative-of.js";
export {
  agreesInDimension,
  dimensionOfExpression,
  type ExpressionDimension,
} from "./expression/dimension-of-expression.js";
export { toC } from "./expression/exports/to-c.js";
export { type PythonOptions, toPython } from "./expression/exports/to-python.js";
export { type TexOptions, toTex } from "./expression/exports/to-tex.js";
export { toTypeScript } from "./expression/exports/to-typescript.js";
export type { Application, Constant, Expression, GroupConstant, Variable } from "./expression/expression.js";
export { identifiersOf } from "./expression/identifiers.js";
export { parseExpression } from "./expression/parse-expression.js";
export { printExpression } from "./expression/print-expression.js";
export { type Assumptions, isEqual, simplify } from "./expression/saturation/simplify.js";
export type { Alternative } from "./result/alternatives.js";
export type { Choice, Neighbour } from "./result/choice.js";
export type { Discovery } from "./result/discovery.js";
export type { DiscoveryData, SearchReport } from "./result/discovery-data.js";
export type { FittedConstant } from "./result/fitted-constant.js";
export type { Formula } from "./result/formula.js";
export type { FormulaContext, FormulaData, VariableData } from "./result/formula-data.js";
export { loadDiscovery } from "./result/load-discovery.js";
export type { RowOptions } from "./result/read-rows.js";
export type { Candidate } from "./search/candidate.js";
export type {
  Avoids,
  Bounds,
  Box,
  Constraint,
  Convexity,
  ExponentRange,
  LargestComplexity,
  Limit,
  Monotonicity,
  PointValue,
  Uses,
} from "./search/constraints/constraint.js";
export { type Placeholder, parseTemplate, type Template } from "./search/guesses/template.js";
