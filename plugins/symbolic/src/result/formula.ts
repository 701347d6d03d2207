import { fromSI, type NDArray } from "@mesoscope/core";
import { type ArrayLike, type Displayable, displaySymbol, type MimeBundle } from "@mesoscope/sdk";
import { createEvaluator } from "../engine/create-evaluator.js";
import { evaluateExpression } from "../expression/evaluate-expression.js";
import { toC } from "../expression/exports/to-c.js";
import { toPython } from "../expression/exports/to-python.js";
import { toTex } from "../expression/exports/to-tex.js";
import { toTypeScript } from "../expression/exports/to-typescript.js";
import { type Expression, variable } from "../expression/expression.js";
import { printExpression } from "../expression/print-expression.js";
import { type ConstantSpread, constantSpread } from "./constant-spread.js";
import type { FittedConstant } from "./fitted-constant.js";
import { constantNames, fittedConstants } from "./fitted-constants.js";
import type { FormulaContext, FormulaData } from "./formula-data.js";
import { checkDefined, type RowOptions, type Rows, readRows } from "./read-rows.js";
import { reassociated } from "./reassociated.js";
import { mostDigits, roundedConstants } from "./rounded-constants.js";
import { namedConstants } from "./shown-expression.js";
import { type ConstantUnit, constantUnits, covarianceIn, inUnits } from "./units/constant-units.js";
import type { UnitSystem } from "./units/unit-system.js";

/** To so many rows a formula is evaluated row by row, which needs no preparation: inside a solver it is one at a time. */
const fewRows = 32;

/**
 * One law of a discovery with its constants fitted; never changes. People read it, and its constants, in the units of the
 * data where these go together (`explain()` names them); `expression` and what it exports hold in SI.
 */
export class Formula implements Displayable {
  /** In SI. */
  readonly expression: Expression;
  /** Mean squared residual over the variance of the target: one less R². */
  readonly loss: number;
  /** Size in nodes, where functions inside functions count extra. */
  readonly complexity: number;
  /** Nats to write down the formula, its constants and what it leaves unexplained, up to a constant of the data. */
  readonly descriptionLength: number;
  /** In the order of `form`. */
  readonly constants: readonly FittedConstant[];
  readonly #data: FormulaData;
  readonly #context: FormulaContext;
  readonly #units: readonly ConstantUnit[];

  /** @internal */
  constructor(data: FormulaData, context: FormulaContext, units: UnitSystem) {
    this.expression = data.expression;
    this.loss = data.loss;
    this.complexity = data.complexity;
    this.descriptionLength = data.descriptionLength;
    this.#units = constantUnits(data.expression, context, units);
    this.constants = fittedConstants(data, context, this.#units);
    this.#data = data;
    this.#context = context;
  }

  /** The share of the variance of the target that the formula explains. */
  get rSquared(): number {
    return 1 - this.loss;
  }

  /** The standard deviation of the residuals per degree of freedom, in the SI unit of the target. */
  get noise(): number {
    const { rows, target } = this.#context;
    return Math.sqrt((this.loss * target.variance * rows) / Math.max(rows - this.constants.length, 1));
  }

  /** The equation for people: tidy numbers where the data allow them, other constants to the digits that are known. */
  get text(): string {
    return this.#equation(printExpression(this.#shown, this.#names));
  }

  /** The equation with names for its constants. */
  get form(): string {
    const nameOf = constantNames(this.#context);
    const names = [...this.#names, ...this.constants.map((_, k) => nameOf(k))];
    return this.#equation(printExpression(reassociated(namedConstants(this.expression, this.#names.length)), names));
  }

  /** The right side of the equation with all digits, in SI, as mathjs and `parseExpression` read it. */
  toMathjs(): string {
    return printExpression(this.expression, this.#names);
  }

  /** The equation in TeX, with the numbers of `text`. */
  toTex(): string {
    const { name } = this.#context.target;
    return `${toTex(variable(0), [name]).trim()} = ${toTex(this.#shown, this.#names, { digits: mostDigits })}`;
  }

  /** A TypeScript function of the variables that occur, with all digits, in SI. */
  toTypeScript(): string {
    return toTypeScript(this.expression, this.#names);
  }

  /** A Python function of NumPy arrays, with all digits, in SI. */
  toPython(): string {
    return toPython(this.expression, this.#names);
  }

  /** Symbols and an expression of SymPy, with all digits, in SI. */
  toSymPy(): string {
    return toPython(this.expression, this.#names, { library: "sympy" });
  }

  /** A C function of doubles, with all digits, in SI. */
  toC(): string {
    return toC(this.expression, this.#names);
  }

  /**
   * What the formula gives for every row of X, of shape [n]; in the units of the data.
   *
   * @throws ShapeError SHAPE_MISMATCH; DataError MISSING_VALUES; NumericError OUTSIDE_DOMAIN
   */
  predict(X: ArrayLike, options: RowOptions = {}): NDArray {
    const owner = "Formula.predict";
    const values = this.valuesAt(readRows(owner, X, this.#context, options));
    checkDefined(owner, values, this.text);
    return fromSI(values, this.#context.target.unit);
  }

  toString(): string {
    return this.text;
  }

  [displaySymbol](): MimeBundle {
    return { "text/plain": this.text, "text/latex": `$$${this.toTex()}$$` };
  }

  /** What `console.log` prints in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.text;
  }

  /** @internal NaN outside the domain. */
  valuesAt({ columns, count, groups }: Rows): Float64Array {
    if (count < fewRows) return evaluateExpression(this.expression, columns, count, groups);
    return createEvaluator({ columns, target: new Float64Array(count), groups }).values(this.expression);
  }

  /** @internal How the values in these rows vary with the constants. */
  spreadAt(rows: Rows): ConstantSpread {
    return constantSpread(this.#data, rows);
  }

  get #names(): string[] {
    return this.#context.variables.map(({ name }) => name);
  }

  get #shown(): Expression {
    const { tidied } = this.#data;
    const covariance = covarianceIn(this.#units, this.#data.covariance);
    const open = this.#units.flatMap((_, k) => (tidied?.numbers[k] ? [] : [k]));
    const rounded = roundedConstants(
      tidied?.expression ?? inUnits(this.expression, this.#units),
      covariance?.take(open).take(open, 1),
    );
    return reassociated(rounded);
  }

  #equation(right: string): string {
    return `${this.#context.target.name} = ${right}`;
  }
}
