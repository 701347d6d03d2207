export { boundsOf, isDefinedOn } from "./expression/bounds/bounds-of.js";
export { holdsOn, type NamedInterval, type Verdict } from "./expression/bounds/holds-on.js";
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
