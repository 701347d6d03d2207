import { type ArrayInput, NDArray } from "@mesoscope/core";
import { DataError, displaySymbol, type MimeBundle } from "@mesoscope/sdk";
import { broadcast, evaluate, type Tensor } from "@mesoscope/tensor";
import { readPoints } from "../domains/read-points.js";
import type { Fitted, RoundRecord } from "../fit/fit.js";
import { type FormulaFunction, readFormula } from "../mathematics/formula.js";
import type { Problem } from "../problem.js";
import { displayModel, modelText } from "./display-model.js";
import { fieldsAt, readReference, relativeError } from "./reference.js";
import { Coefficient } from "./unknowns.js";

/** The solution of a problem of differential equations; made by `physicsInformed`. Never changes. */
export class PhysicsInformedModel {
  /** The unknown coefficients of the equations, with their uncertainty. */
  readonly unknowns: Readonly<Record<string, Coefficient>>;
  /** What was reached after each round of the search; the round with the least loss counts. */
  readonly history: readonly RoundRecord[];
  /** @internal */
  readonly problem: Problem;
  readonly #fitted: Fitted;

  /** @internal */
  constructor(problem: Problem, fitted: Fitted) {
    const { parameters, spreads, history } = fitted;
    const first = parameters.length - problem.unknowns.length;
    this.problem = problem;
    this.history = Object.freeze(history);
    this.unknowns = Object.freeze(
      Object.fromEntries(
        problem.unknowns.map((unknown, k) => [
          unknown.name,
          new Coefficient(unknown, parameters[first + k]!, spreads[k]!),
        ]),
      ),
    );
    this.#fitted = fitted;
    Object.freeze(this);
  }

  /**
   * The field at points of the domain, of shape [n]; of several fields, of shape [n, fields].
   *
   * @throws ShapeError SHAPE_MISMATCH; DataError MISSING_VALUES, OUTSIDE_DOMAIN
   */
  predict(points: ArrayInput): NDArray {
    return withoutSingle(fieldsAt(this.problem, this.#fitted.parameters, this.#read("predict", points)));
  }

  /**
   * What the equations leave at points, of shape [n]; of several equations, of shape [n, equations].
   *
   * @throws as `predict`
   */
  residual(points: ArrayInput): NDArray {
    const { problem } = this;
    return withoutSingle(
      evaluate(
        (parameters: Tensor, x: Tensor) => problem.residuals(problem.quantities(parameters, x)),
        this.#fitted.parameters,
        this.#read("residual", points),
      ),
    );
  }

  /**
   * A formula of the fields, their derivatives, coordinates and unknowns at points, of shape [n]: `evaluate("u_x", X)`.
   *
   * @throws ValueError BAD_EXPRESSION, UNKNOWN_SYMBOL, UNKNOWN_FUNCTION, and as `predict`
   */
  evaluate(formula: string | FormulaFunction, points: ArrayInput): NDArray {
    const { problem } = this;
    const at = this.#read("evaluate", points);
    const read = readFormula(ownerOf("evaluate"), formula, problem.names);
    const n = at.shape[0]!;
    const column = (parameters: Tensor, x: Tensor) => broadcast(read(problem.quantities(parameters, x)), [n, 1]);
    return evaluate(column, this.#fitted.parameters, at).reshape([n]);
  }

  /**
   * The relative error against known values of the fields at points, `‖found - known‖ / ‖known‖`.
   *
   * @throws as `predict`, and ShapeError SHAPE_MISMATCH where there is not one value for each point and field
   */
  error(points: ArrayInput, values: ArrayInput): number {
    const known = readReference(ownerOf("error"), this.problem, { points, values });
    return relativeError(this.problem, this.#fitted.parameters, known);
  }

  /** Plain data, without the problem, whose `load` reads it. */
  toJSON() {
    const { parameters, spreads, history } = this.#fitted;
    return { type: "physicsInformed", version: 1, parameters: [...parameters], spreads: [...spreads], history };
  }

  toString(): string {
    return modelText(this);
  }

  [displaySymbol](): Promise<MimeBundle> {
    return displayModel(this);
  }

  #read(name: string, points: ArrayInput): NDArray {
    return readPoints(ownerOf(name), this.problem.domain, points);
  }
}

/**
 * What `toJSON` wrote.
 *
 * @throws DataError BAD_MODEL
 */
export function readFitted(json: unknown, { network, unknowns }: Problem): Fitted {
  const { type, parameters, spreads, history } = (json ?? {}) as Partial<ReturnType<PhysicsInformedModel["toJSON"]>>;
  const size = network.size + unknowns.length;
  if (type === "physicsInformed" && parameters?.length === size && spreads?.length === unknowns.length && history) {
    return { parameters: Float64Array.from(parameters), spreads: Float64Array.from(spreads, readSpread), history };
  }
  throw new DataError(
    "BAD_MODEL",
    `physicsInformed.load: the data is no model of this problem, which has ${size} parameters. Give what JSON.parse makes of a saved model to the problem that it solves.`,
  );
}

/** JSON has no NaN. */
function readSpread(spread: number | null): number {
  return spread ?? Number.NaN;
}

function withoutSingle(matrix: NDArray): NDArray {
  return matrix.shape[1] === 1 ? new NDArray(matrix.data, [matrix.size]) : matrix;
}

function ownerOf(name: string): string {
  return `PhysicsInformedModel.${name}`;
}
