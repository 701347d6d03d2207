import { type ArrayInput, asMatrix } from "@mesoscope/core";
import { checkOptions, checkWhole, type Displayable, displaySymbol, ShapeError, ValueError } from "@mesoscope/sdk";
import type { Layer } from "../layers/layer.js";
import type { Condition } from "./conditions/condition.js";
import { data } from "./conditions/data.js";
import { Domain } from "./domains/domain.js";
import type { Causality } from "./fit/causality.js";
import { fitProblem } from "./fit/fit.js";
import type { FormulaFunction } from "./mathematics/formula.js";
import { PhysicsInformedModel, readFitted } from "./model/physics-informed-model.js";
import { readReference, relativeError } from "./model/reference.js";
import type { UnknownOptions } from "./model/unknowns.js";
import { problemText, readProblem } from "./problem.js";

/** A known solution to compare with. */
export interface Reference {
  /** Of shape [n, d]. */
  readonly points: ArrayInput;
  /** Of shape [n], or [n, fields]. */
  readonly values: ArrayInput;
}

/** Options of `physicsInformed`. */
export interface PhysicsInformedOptions {
  /** Where the equations hold: `box`, `ball`, `triangleMesh` and what `union`, `difference` and `product` make of them. */
  readonly domain: Domain;
  /** What is sought; `["u"]` by default. */
  readonly fields?: readonly string[];
  /**
   * The equation, or several: mathematics as text, such as `"u_t + u*u_x = 0.01*u_xx"`, or a function such as
   * `({ u, x, t, d }) => …` that gives what should vanish, of shape [n, 1].
   */
  readonly residual: string | FormulaFunction | readonly (string | FormulaFunction)[];
  /**
   * The field, or each field, in terms of the output `N` of its network, such that conditions hold exactly:
   * `"sin(pi*x) + t*x*(1 - x)*N"`.
   */
  readonly exact?: string | FormulaFunction | Readonly<Record<string, string | FormulaFunction>>;
  /** What should hold beside the equations: `initial`, `boundary` and `data`. */
  readonly conditions?: readonly Condition[];
  /** Coefficients of the equations to be found, and where to start: `{ k: 1, D: { start: 0.1, positive: true } }`. */
  readonly unknowns?: Readonly<Record<string, UnknownOptions>>;
  /** What multiplies the residuals, as a formula of coordinates and fields. */
  readonly weight?: string | FormulaFunction;
  /** Lets later times wait for earlier ones. */
  readonly causality?: Causality;
  /** Weighs the conditions anew in each round such that all have gradients of one length; false by default. */
  readonly balance?: boolean;
  /**
   * The network, from coordinates scaled to [-1, 1], [n, d], to the fields, [n, fields]: three `tanhLayers` of 20 units by
   * default. `sequential([periodicFeatures(…), tanhLayers(…)])` makes fields periodic, `fourierFeatures` finds fine structure.
   */
  readonly network?: Layer;
  /** At how many points the equations are held in a round; 4000 by default. */
  readonly points?: number;
  /** After how many steps of the search points are drawn anew; 500 by default. */
  readonly renewEvery?: number;
  /** 3000 by default. */
  readonly maxIterations?: number;
  /** A known solution, whose distance the history then shows. */
  readonly reference?: Reference;
  /** 0 by default. */
  readonly seed?: number;
}

/** A problem of differential equations, to be solved by a network; made by `physicsInformed`. */
export interface PhysicsInformed extends Displayable {
  readonly options: PhysicsInformedOptions;
  /**
   * Solves the problem; with measured values at points, of shapes [n, d] and [n] or [n, fields], also from these.
   *
   * A stop request ends the search and keeps what it has found.
   *
   * @throws ShapeError SHAPE_MISMATCH; DataError MISSING_VALUES, OUTSIDE_DOMAIN; NumericError NOT_FINITE
   */
  fit(points?: ArrayInput, values?: ArrayInput): Promise<PhysicsInformedModel>;
  /**
   * The model of this problem that its `toJSON` wrote.
   *
   * @throws DataError BAD_MODEL where it is none, or of another problem
   */
  load(json: unknown): PhysicsInformedModel;
}

const owner = "physicsInformed";
const optionNames = [
  ...["domain", "fields", "residual", "exact", "conditions", "unknowns", "weight", "causality", "balance", "network"],
  ...["points", "renewEvery", "maxIterations", "reference", "seed"],
];

/**
 * Solves differential equations, and finds unknown coefficients in them, by a network whose residual in the equations is
 * lowered at points of the domain: half of these are spread evenly, half gather where the residual is large, and all are
 * drawn anew in rounds. The search is a self-scaled Broyden method in 64-bit numbers, which keeps what it has learned
 * from round to round.
 *
 * In text, `u_xt` is a derivative of a field `u` along coordinates, and `d(k*u_x, x)` that of anything; two sides may be
 * equated. Conditions that hold by `exact` cost nothing and are never wrong, those of `conditions` are weighed against the
 * equations. A coordinate along which nothing is differentiated is a parameter of a family of problems, which one network
 * then solves all: `box({ x: [0, 1], t: [0, 1], nu: [0.02, 0.1] })`. For networks of up to some 3000 parameters, as the
 * search keeps a matrix of them.
 *
 * @example
 * const problem = physicsInformed({
 *   domain: box({ x: [0, 1] }),
 *   residual: "u_xx = -pi^2 * sin(pi*x)",
 *   exact: "x*(1 - x)*N",
 *   network: tanhLayers({ hidden: [8], outputs: 1 }),
 *   points: 64,
 *   maxIterations: 200,
 * });
 * const model = await problem.fit();
 * Math.abs(model.predict([0.5]).data[0] - 1) < 1e-4; // true
 *
 * @throws ValueError BAD_OPTION, BAD_EXPRESSION, UNKNOWN_SYMBOL, UNKNOWN_FUNCTION, NO_NETWORK, NO_TIME
 * @see Raissi, Perdikaris & Karniadakis, J. Comput. Phys. 378 (2019) 686; Urbán, Stefanou & Pons, J. Comput. Phys. 523
 *   (2025) 113656, for the search; Wu et al., Comput. Methods Appl. Mech. Eng. 403 (2023) 115671, for the points
 */
export function physicsInformed(options: PhysicsInformedOptions): PhysicsInformed {
  checkOptions(owner, options, optionNames);
  const { points = 4000, renewEvery = 500, maxIterations = 3000, seed = 0 } = options;
  const { balance = false } = options;
  if (!(options.domain instanceof Domain)) {
    throw new ValueError("BAD_OPTION", `${owner}: domain is no domain. Give one, such as box({ x: [0, 1] }).`);
  }
  checkWhole(owner, "points", points, 2);
  checkWhole(owner, "renewEvery", renewEvery, 1);
  checkWhole(owner, "maxIterations", maxIterations, 0);
  options.causality?.check(options.domain);
  const problem = readProblem(options);
  const reference = options.reference && readReference(`${owner}: reference`, problem, options.reference);
  const settings = { points, renewEvery, maxIterations, seed, causality: options.causality, balance };
  return {
    options: Object.freeze({ ...options }),
    async fit(X, values) {
      const given = X === undefined ? [] : dataOf(problem.names.fields, X, values);
      const whole = { ...problem, terms: [...problem.terms, ...given.map((each) => each.bind(problem))] };
      if (whole.unknowns.length > 0 && whole.terms.length === 0) throw noData(whole.unknowns[0]!.name);
      const error = reference && ((parameters: Float64Array) => relativeError(problem, parameters, reference));
      return new PhysicsInformedModel(whole, await fitProblem(whole, { ...settings, error }));
    },
    load(json) {
      return new PhysicsInformedModel(problem, readFitted(json, problem));
    },
    [displaySymbol]: () => ({ "text/plain": `${problemText(problem)}, not fitted yet` }),
  };
}

/** Each column of the values belongs to a field. */
function dataOf(fields: readonly string[], X: ArrayInput, values: ArrayInput | undefined): Condition[] {
  const matrix = asMatrix(values ?? [], `${owner}.fit: the values`);
  if (matrix.shape[1] === fields.length) {
    return fields.map((of, k) => data(X, matrix.column(k), { of }));
  }
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `${owner}.fit: the values have ${matrix.shape[1]} columns but the fields are ${fields.join(", ")}. Give one column for each, or use data with of.`,
  );
}

function noData(name: string): ValueError {
  return new ValueError(
    "NO_DATA",
    `${owner}.fit: nothing determines the unknown ${name}. Give data: fit(points, values), or a condition data(points, values).`,
  );
}
