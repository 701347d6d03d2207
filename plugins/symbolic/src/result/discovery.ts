import { asVector, fromSI, type GaussianPredictive, type MixturePredictive, NDArray } from "@mesoscope/core";
import type { Figure } from "@mesoscope/plot";
import {
  type ArrayLike,
  checkNumber,
  checkOptions,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  type ProbabilisticModel,
  ShapeError,
  ValueError,
} from "@mesoscope/sdk";
import { type Alternative, findAlternatives } from "./alternatives.js";
import { type Choice, explainChoice } from "./choice.js";
import type { DiscoveryData, SearchReport } from "./discovery-data.js";
import { outsideOf } from "./domain.js";
import { explainDiscovery } from "./explain.js";
import { frontFigure } from "./figure/front-figure.js";
import type { FittedConstant } from "./fitted-constant.js";
import { Formula } from "./formula.js";
import type { FormulaData, VariableData } from "./formula-data.js";
import { aroundChosen, averaged, type Weighed, weigh } from "./front-predictive.js";
import { checkDefined, type RowOptions, type Rows, readRows } from "./read-rows.js";
import { discoveryText, displayDiscovery } from "./show-discovery.js";
import { measured } from "./units/measured.js";
import { type UnitSystem, unitSystem } from "./units/unit-system.js";

/** Nats within which another formula counts as a rival: it is at most some 150 times less probable. */
const rivalNats = 5;

/** What a discovery knows once it was asked. */
interface Findings {
  readonly data: DiscoveryData;
  readonly units: UnitSystem;
  readonly front: readonly Formula[];
  readonly rivals: readonly Formula[];
}

function findingsOf(data: DiscoveryData): Findings {
  const units = unitSystem(data.context);
  const formulas = (of: readonly FormulaData[]) => of.map((formula) => new Formula(formula, data.context, units));
  return { data, units, front: formulas(data.front), rivals: formulas(data.rivals) };
}

/**
 * What a search found: the best formula of every complexity, and the one of them that describes the data most shortly.
 * A model that never changes. X, predictions and what people read are in the units of the data, what formulas export in SI.
 */
export class Discovery implements ProbabilisticModel<ArrayLike>, Displayable {
  readonly #find: () => DiscoveryData;
  #found: Findings | undefined;
  #hasWarned = false;

  /**
   * @internal
   * @param find works the data out, at the first question: whoever stops a search gets its result at once
   */
  constructor(find: () => DiscoveryData) {
    this.#find = find;
  }

  /** By ascending complexity; each one fits better than all that are as simple, or describes the data more shortly. */
  get front(): readonly Formula[] {
    return this.#findings.front;
  }

  /** The chosen formula, which `predict` evaluates. */
  get best(): Formula {
    return this.front[this.#data.chosen];
  }

  /** The constants of the chosen formula. */
  get constants(): readonly FittedConstant[] {
    return this.best.constants;
  }

  /** The standard deviation of what the chosen formula leaves unexplained, in the SI unit of the target. */
  get noise(): number {
    return this.best.noise;
  }

  /** The variables with the ranges in which the law was seen to hold, in SI. */
  get domain(): readonly VariableData[] {
    return this.#data.context.variables;
  }

  /** How the search went; absent where it was not told. */
  get search(): SearchReport | undefined {
    return this.#data.search;
  }

  /** Why this formula of the front was chosen, against its neighbours. */
  get choice(): Choice {
    return explainChoice(this.front, this.#data.chosen, this.#data.context.rows);
  }

  /**
   * Could it have been another law? The other formulas that describe the data nearly as shortly and give other numbers.
   *
   * @param options.within so many nats, 5 by default
   * @throws ValueError BAD_OPTION
   */
  alternatives(options: { readonly within?: number } = {}): Alternative[] {
    checkOptions("Discovery.alternatives", options, ["within"]);
    const { within = rivalNats } = options;
    checkNumber("Discovery.alternatives", "within", within, "a number of nats from 0", (value) => value >= 0);
    return findAlternatives(this.best, [...this.front, ...this.#findings.rivals], within, this.#data.context);
  }

  /**
   * The same discovery with another formula of the front chosen, such as one that a theory asks for.
   *
   * @throws ValueError BAD_VALUE where the formula is not on the front
   */
  choose(formula: Formula): Discovery {
    const chosen = this.front.indexOf(formula);
    if (chosen >= 0) return new Discovery(() => ({ ...this.#data, chosen }));
    throw new ValueError(
      "BAD_VALUE",
      "Discovery.choose: the formula is not on the front of this discovery. Give one of front, such as front[0].",
    );
  }

  /**
   * What the chosen formula gives for every row of X, of shape [n]. Says once when rows lie outside the data.
   *
   * @throws ShapeError SHAPE_MISMATCH; DataError MISSING_VALUES; NumericError OUTSIDE_DOMAIN; ValueError UNKNOWN_GROUP
   */
  predict(X: ArrayLike, options: RowOptions = {}): NDArray {
    const values = this.#values("Discovery.predict", this.#rows("Discovery.predict", X, options));
    return fromSI(values, this.#data.context.target.unit);
  }

  /**
   * The same with its uncertainty, normal about the chosen formula: from the noise, from the constants, and from not
   * knowing which formula of the front is the law. Samples are drawn jointly for all rows.
   *
   * @throws as `predict`
   */
  predictive(X: ArrayLike, options: RowOptions = {}): GaussianPredictive {
    const rows = this.#rows("Discovery.predictive", X, options);
    return aroundChosen(
      this.#values("Discovery.predictive", rows),
      this.#weighed,
      rows,
      this.#data.context.target.unit,
    );
  }

  /**
   * What all formulas say together: the mixture of the front and its rivals, each with its probability.
   *
   * @throws as `predict`
   * @see Hoeting, Madigan, Raftery and Volinsky, Statistical Science 14 (1999), 382–417
   */
  average(X: ArrayLike, options: RowOptions = {}): MixturePredictive {
    const rows = this.#rows("Discovery.average", X, options);
    this.#values("Discovery.average", rows);
    return averaged(this.#weighed, rows, this.#data.context.target.unit);
  }

  /**
   * Which rows of X lie outside the ranges of the data, where nothing tested the law: 1, else 0, of shape [n].
   *
   * @throws ShapeError SHAPE_MISMATCH; DataError MISSING_VALUES
   */
  extrapolates(X: ArrayLike): NDArray {
    const { context } = this.#data;
    const rows = readRows("Discovery.extrapolates", X, { ...context, groups: undefined });
    return new NDArray(Float64Array.from(outsideOf(context, rows), (variable) => Number(variable !== undefined)));
  }

  /**
   * The targets less what the chosen formula gives, of shape [n].
   *
   * @throws as `predict`
   */
  residuals(X: ArrayLike, y: ArrayLike, options: RowOptions = {}): NDArray {
    const predicted = this.predict(X, options);
    const targets = asVector(y, "Discovery.residuals: y");
    if (targets.size === predicted.size) return targets.map((value, i) => value - predicted.data[i]);
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `Discovery.residuals: X has ${predicted.size} rows but y has ${targets.size}. Give one target per row.`,
    );
  }

  /** A paragraph on the law for a reader who wants to check it: units, fit, noise, rivals, domain, what was not tried. */
  explain(): string {
    return explainDiscovery(this, this.#data, this.#findings.units);
  }

  /** Plain data from which `loadDiscovery` makes the same discovery. */
  toJSON(): DiscoveryData {
    return this.#data;
  }

  /** The front beside the fit of one formula; in a notebook a click on the front shows another one and its fit. */
  figure(): Promise<Figure> {
    return this.#picture(true);
  }

  toString(): string {
    return discoveryText(this, this.#data.context);
  }

  async [displaySymbol](): Promise<MimeBundle> {
    return displayDiscovery(this, this.#data.context, await this.#picture(false));
  }

  /** What `console.log` prints in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return String(this);
  }

  get #findings(): Findings {
    this.#found ??= findingsOf(this.#find());
    return this.#found;
  }

  get #data(): DiscoveryData {
    return this.#findings.data;
  }

  get #weighed(): Weighed[] {
    return weigh([...this.front, ...this.#findings.rivals]);
  }

  #picture(isClickable: boolean): Promise<Figure> {
    return frontFigure(this.front, this.#data.chosen, this.#data.context, this.#data.sample, isClickable);
  }

  #values(owner: string, rows: Rows): Float64Array {
    const values = this.best.valuesAt(rows);
    checkDefined(owner, values, this.best.text);
    return values;
  }

  #rows(owner: string, X: ArrayLike, options: RowOptions): Rows {
    const { context } = this.#data;
    const rows = readRows(owner, X, context, options);
    if (this.#hasWarned) return rows;
    const outside = outsideOf(context, rows);
    const first = outside.findIndex((variable) => variable !== undefined);
    if (first < 0) return rows;
    this.#hasWarned = true;
    const variable = outside[first] as VariableData;
    const [low, high] = [measured(variable.low, variable), measured(variable.high, variable)];
    const count = outside.filter((variable) => variable !== undefined).length;
    console.warn(
      `${owner}: ${count} of ${rows.count} rows lie outside the data, the first in row ${first}, where ${variable.name} leaves ` +
        `${low} to ${high}. Nothing tested the law there; extrapolates(X) tells which rows. (Said once.)`,
    );
    return rows;
  }
}
