import { add, asMatrix, asVector, type NDArray, subtract } from "@mesoscope/core";
import {
  type ArrayLike,
  checkOptions,
  type Displayable,
  displaySymbol,
  type Estimator,
  type MimeBundle,
  type Model,
  NumericError,
  type Predictive,
  type ProbabilisticModel,
  ShapeError,
  ValueError,
} from "@mesoscope/sdk";
import { trainingData } from "../common/training-data.js";
import { shiftPredictive } from "./shift-predictive.js";

/** What physics says of every row of X: a function, or anything that predicts, such as a surrogate. */
export type Physics = ((X: NDArray) => ArrayLike) | { predict(X: NDArray): ArrayLike };

export interface PhysicsPlusResidualOptions {
  /** The simulator: one number per row of X, in the unit of y. */
  readonly physics: Physics;
  /** The recipe that learns what the simulator misses. */
  readonly residual: Estimator<ArrayLike, ArrayLike, Model<ArrayLike, ArrayLike>>;
}

/** A recipe for a hybrid model; made by `physicsPlusResidual`. */
export type PhysicsPlusResidual = Estimator<ArrayLike, ArrayLike, HybridModel>;

/**
 * A hybrid model: a simulator, and a learned correction of what it misses.
 *
 * Far from the data the correction falls back to its prior, and physics goes on alone. `predictive` is there where the
 * residual's model has it; the uncertainty is that of the correction.
 *
 * @example
 * const drag = physicsPlusResidual({
 *   physics: (X) => X.column(0).map((speed) => 0.5 * speed ** 2),
 *   residual: { options: {}, fit: async (X, y) => ({ predict: (Z) => asMatrix(Z).column(0).map(() => y.data[0]), toJSON: () => 0 }) },
 * });
 * const model = await drag.fit([1, 2, 3], [1.5, 3, 5.5]); // one above what physics says
 * model.predict([4]).data; // [9]
 *
 * @throws ValueError BAD_OPTION; `fit`: ShapeError SHAPE_MISMATCH, ValueError and NumericError NOT_FINITE, and what the residual
 *   throws
 */
export function physicsPlusResidual(options: PhysicsPlusResidualOptions): PhysicsPlusResidual {
  checkOptions("physicsPlusResidual", options, ["physics", "residual"]);
  const { physics, residual } = options;
  checkPhysics("physicsPlusResidual", physics);
  if (typeof residual?.fit !== "function") {
    throw new ValueError(
      "BAD_OPTION",
      "physicsPlusResidual: residual has no fit. Give a recipe, such as gaussianProcess(), not a fitted model.",
    );
  }
  return {
    options: Object.freeze({ ...options }),
    async fit(X, y) {
      const { inputs, targets } = trainingData("physicsPlusResidual.fit", X, y);
      const missed = subtract(targets, simulate("physicsPlusResidual.fit", physics, inputs));
      return new HybridModel(physics, await residual.fit(inputs, missed), inputs.shape[1]);
    },
  };
}

/** A simulator with a learned correction; made by `physicsPlusResidual(…).fit`. */
export class HybridModel implements Model<ArrayLike, NDArray>, Displayable {
  readonly #physics: Physics;
  readonly #columns: number;
  /** The model of what physics misses. */
  readonly residual: Model<ArrayLike, ArrayLike>;

  /** @internal */
  constructor(physics: Physics, residual: Model<ArrayLike, ArrayLike>, columns: number) {
    this.#physics = physics;
    this.residual = residual;
    this.#columns = columns;
  }

  /** What physics alone says, of shape [n]. */
  physics(X: ArrayLike): NDArray {
    return simulate("HybridModel.physics", this.#physics, this.#read("physics", X));
  }

  /** Physics and its correction, of shape [n]. */
  predict(X: ArrayLike): NDArray {
    const inputs = this.#read("predict", X);
    return add(this.physics(inputs), asVector(this.residual.predict(inputs)));
  }

  /**
   * Physics and its correction, with the uncertainty of the correction.
   *
   * @throws ValueError NO_UNCERTAINTY where the residual's model does not say how sure it is
   */
  predictive(X: ArrayLike): Predictive {
    const inputs = this.#read("predictive", X);
    const { residual } = this;
    if ("predictive" in residual) {
      return shiftPredictive((residual as ProbabilisticModel<ArrayLike>).predictive(inputs), this.physics(inputs));
    }
    throw new ValueError(
      "NO_UNCERTAINTY",
      "HybridModel.predictive: the residual's model does not say how sure it is. Use predict, or a residual such as gaussianProcess().",
    );
  }

  /** Plain data of the correction, from which `loadPhysicsPlusResidual` and the same physics make the model again. */
  toJSON(): HybridModelData {
    return { type: "physicsPlusResidual", version: 1, columns: this.#columns, residual: this.residual.toJSON() };
  }

  [displaySymbol](): MimeBundle {
    const count = `${this.#columns} input${this.#columns === 1 ? "" : "s"}`;
    return { "text/plain": `Hybrid model of ${count}: physics plus a learned residual (see .residual)` };
  }

  #read(method: string, X: ArrayLike): NDArray {
    const inputs = asMatrix(X, `HybridModel.${method}: X`);
    if (inputs.shape[1] === this.#columns) return inputs;
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `HybridModel.${method}: X has ${inputs.shape[1]} columns but the model was fitted with ${this.#columns}. Give the same inputs.`,
    );
  }
}

/** A hybrid model as plain data, without its physics. */
export interface HybridModelData {
  readonly type: "physicsPlusResidual";
  readonly version: 1;
  readonly columns: number;
  readonly residual: unknown;
}

/**
 * The hybrid model whose `toJSON` gave `data`, with the same physics.
 *
 * @param load reads what the residual's `toJSON` gave, such as `loadGaussianProcess`
 * @throws ValueError BAD_VALUE, BAD_OPTION
 */
export function loadPhysicsPlusResidual(
  data: HybridModelData,
  // biome-ignore lint/suspicious/noExplicitAny: a load function reads its own package's format
  { physics, load }: { physics: Physics; load: (data: any) => Model<ArrayLike, ArrayLike> },
): HybridModel {
  if (data?.type !== "physicsPlusResidual" || data.version !== 1) {
    throw new ValueError(
      "BAD_VALUE",
      "loadPhysicsPlusResidual: this is no hybrid model of version 1. Give what toJSON gave.",
    );
  }
  checkPhysics("loadPhysicsPlusResidual", physics);
  return new HybridModel(physics, load(data.residual), data.columns);
}

function simulate(owner: string, physics: Physics, X: NDArray): NDArray {
  const given = typeof physics === "function" ? physics(X) : physics.predict(X);
  const values = asVector(given, `${owner}: what physics gives`);
  if (values.size !== X.shape[0]) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: physics gives ${values.size} numbers for ${X.shape[0]} rows. Let it give one per row of X.`,
    );
  }
  const bad = values.data.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return values;
  throw new NumericError(
    "NOT_FINITE",
    `${owner}: physics gives ${values.data[bad]} for row ${bad}. Mend it, or drop the row.`,
  );
}

function checkPhysics(owner: string, physics: Physics): void {
  if (typeof physics === "function" || typeof physics?.predict === "function") return;
  throw new ValueError("BAD_OPTION", `${owner}: physics is no function of X and has no predict. Give one of the two.`);
}
