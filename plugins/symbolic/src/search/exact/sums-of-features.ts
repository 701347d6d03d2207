import {
  type Dimension,
  dimensionOfProduct,
  isNumber,
  isSameDimension,
  nameOfDimension,
  raised,
} from "../../expression/dimensions.js";
import { apply, type Expression, variable } from "../../expression/expression.js";
import { allTransforms, type TargetTransform } from "../target-transforms.js";
import { dot, norm } from "../vectors.js";
import { dimensionOfTarget, type ExactSearch } from "./exact-search.js";
import { FeatureTable } from "./feature-table.js";
import { functionsOfArguments } from "./features.js";
import { Frame } from "./frame.js";
import { monomials, type Term } from "./monomials.js";
import { offerExact } from "./offer-exact.js";
import { exponentsToDegree, termExpression } from "./polynomial.js";
import { polynomialLaw } from "./polynomial-law.js";
import { type Query, targetQuery, transformed } from "./query.js";

/** Among how many features pairs are sought. */
const mostPaired = 700;

/** `T(y) = P(x) + c g` and `P(x) + c₁ g₁ + c₂ g₂` for a polynomial P of low degree and features g. */
export function* sumsOfFeatures(search: ExactSearch): Generator<number, void, void> {
  const { context } = search;
  const target = dimensionOfTarget(search.problem);
  const summands = summandsOf(search);
  const byDimension = new Map<string, SumSpace>();
  const spaces: (readonly [TargetTransform, SumSpace])[] = [];
  for (const transform of allTransforms) {
    if (transform.power === 0 && !isNumber(target)) continue;
    const dimension = raised(target, transform.power);
    const name = nameOfDimension(dimension);
    const known = byDimension.get(name);
    const space = known ?? new SumSpace(search, dimension);
    if (!known) yield* space.fill(summands);
    byDimension.set(name, space);
    spaces.push([transform, space]);
    if (space.solveWithOne(transformed(targetQuery, transform))) return;
  }
  for (const [transform, space] of spaces) {
    if (context.isSolved) return;
    yield* space.solveWithTwo(transformed(targetQuery, transform));
  }
}

/** Functions of simple numbers, alone and times products; and small expressions. */
function summandsOf(search: ExactSearch): Term[] {
  const { problem, table, variables, pool } = search;
  const summands: Term[] = [];
  const isWanted = (dimension: Dimension) => isSameDimension(dimension, problem.targetDimension);
  const factors: Term[] = problem.dimensions
    ? monomials(search, { count: 12, highest: 2, isWanted })
    : variables.map((index) => ({ values: table.columns[index], expression: variable(index), dimension: undefined }));
  for (const own of functionsOfArguments(monomials(search, { count: 40, highest: 2, isArgument: true }))) {
    summands.push(own);
    for (const { values, expression, dimension } of factors) {
      const product = values.map((value, i) => value * own.values[i]);
      summands.push({ values: product, expression: apply("multiply", expression, own.expression), dimension });
    }
  }
  for (let id = 0; id < pool.size; id++) summands.push(pool.termOf(id));
  return summands;
}

/** The polynomials of one dimension, with the features that may be added to them. */
class SumSpace {
  readonly #search: ExactSearch;
  readonly #exponents: readonly number[][];
  readonly #dimension: Dimension;
  readonly #frame: Frame;
  readonly #features: FeatureTable;

  constructor(search: ExactSearch, dimension: Dimension) {
    const { problem, variables, table, context } = search;
    const degree = variables.length <= 3 ? 3 : variables.length <= 6 ? 2 : 1;
    this.#search = search;
    this.#exponents = exponentsToDegree(problem.names.length, variables, degree).filter((exponents) =>
      isSameDimension(problem.dimensions && dimensionOfProduct(problem.dimensions, exponents), dimension),
    );
    const columns = this.#exponents.map((exponents) => table.values(termExpression({ exponents })));
    this.#frame = new Frame(columns, table.rows, context.random.child(5));
    this.#features = new FeatureTable(this.#frame);
    this.#dimension = dimension;
  }

  /** Takes in those that have the dimension. */
  *fill(summands: readonly Term[]): Generator<number, void, void> {
    for (const [k, { values, expression, dimension }] of summands.entries()) {
      if (isSameDimension(dimension, this.#dimension)) this.#features.add(values, { expression, isExponent: false });
      if (k % 512 === 511) yield 512 * 32 * values.length;
    }
  }

  solveWithOne(query: Query): boolean {
    const rest = this.#restOf(query);
    const feature = rest && this.#features.find(rest);
    const law = feature && this.#law(query, [feature.expression]);
    return law !== undefined && offerExact(this.#search, law);
  }

  *solveWithTwo(query: Query): Generator<number, void, void> {
    const rest = this.#restOf(query);
    if (!rest) return;
    const count = Math.min(this.#features.rests.length, mostPaired);
    const units = this.#features.rests.slice(0, count).map(unit);
    const own = unit(rest);
    const along = units.map((direction) => dot(direction, own));
    for (let a = 0; a < count; a++) {
      for (let b = 0; b < a; b++) {
        const common = dot(units[a], units[b]);
        const left = 1 - common * common;
        if (left < 1e-6) continue;
        const explained = (along[a] ** 2 + along[b] ** 2 - 2 * common * along[a] * along[b]) / left;
        if (explained < 1 - 1e-11) continue;
        const pair = [a, b].map((k) => this.#features.features[k].expression);
        const law = this.#law(query, pair);
        if (law && offerExact(this.#search, law)) return;
      }
      yield 2 * a * rest.length;
    }
  }

  #restOf(query: Query): Float64Array | undefined {
    const rest = new Float64Array(this.#search.table.rows);
    if (this.#frame.freedom < 8) return undefined;
    return this.#frame.project(query.valuesOn(this.#search.table), rest) === "rest" ? rest : undefined;
  }

  #law(query: Query, atoms: readonly Expression[]): Expression | undefined {
    const { check, problem } = this.#search;
    const none = new Array<number>(problem.names.length).fill(0);
    const terms = [
      ...this.#exponents.map((exponents) => ({ exponents })),
      ...atoms.map((atom) => ({ exponents: none, atom })),
    ];
    const columns = terms.map((term) => check.values(termExpression(term)));
    return polynomialLaw(query, check, terms, columns);
  }
}

function unit(values: Float64Array): Float64Array {
  const size = norm(values);
  return values.map((value) => value / size);
}
