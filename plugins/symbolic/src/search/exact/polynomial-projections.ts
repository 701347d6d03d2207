import {
  type Dimension,
  dimensionOfProduct,
  isNumber,
  isSameDimension,
  multiplied,
  nameOfDimension,
  raised,
} from "../../expression/dimensions.js";
import { apply, type Expression, variable } from "../../expression/expression.js";
import { allTransforms, identity, inverse, inverseSquare, square } from "../target-transforms.js";
import { dimensionOfTarget, type ExactSearch } from "./exact-search.js";
import { Frame } from "./frame.js";
import { monomials, productValues } from "./monomials.js";
import { offerExact } from "./offer-exact.js";
import { exponentsToDegree, type PolynomialTerm, termExpression } from "./polynomial.js";
import { polynomialLaw } from "./polynomial-law.js";
import { joined, type Query, targetQuery, transformed } from "./query.js";

/** Rows beyond the number of terms on which a projection is tested. */
const spareRows = 16;

const mostTerms = 80;

/** `y = T⁻¹(M · P(x))` with a product of powers M and a quadratic polynomial P: the projection leaves nothing of T(y)/M. */
export function* polynomialsTimesProducts(search: ExactSearch): Generator<number, void, void> {
  const target = dimensionOfTarget(search.problem);
  const multipliers = monomials(search, { count: 4000, highest: 2 });
  const spaces = new PolynomialSpaces(search, undefined);
  for (const transform of [identity, inverse, square, inverseSquare]) {
    const query = transformed(targetQuery, transform);
    const values = query.valuesOn(search.check);
    let work = 0;
    for (const multiplier of multipliers) {
      const dimension = multiplied(raised(target, transform.power), multiplier.dimension);
      const space = spaces.of(dimension);
      if (!space) continue;
      const product = productValues(search.check.columns, multiplier.exponents, space.rows);
      for (let i = 0; i < product.length; i++) product[i] *= values[i];
      work += 4 * space.rows * space.terms.length;
      if (space.explains(product)) {
        const law = space.law(joined(query, "multiply", multiplier.expression));
        if (law && offerExact(search, law)) return;
      }
      if (work < 1e6) continue;
      yield work;
      work = 0;
    }
    yield work;
  }
}

/** `y = T⁻¹(P(x) + f Q(x))` with quadratic polynomials P and Q and a wave f of an angle or of a difference of two. */
export function* polynomialsTimesWaves(search: ExactSearch): Generator<number, void, void> {
  const target = dimensionOfTarget(search.problem);
  for (const atom of atomsOf(search)) {
    const spaces = new PolynomialSpaces(search, atom);
    for (const transform of allTransforms) {
      const space = spaces.of(raised(target, transform.power));
      if (!space) continue;
      const query = transformed(targetQuery, transform);
      const law = space.explains(query.valuesOn(search.check).slice(0, space.rows)) && space.law(query);
      yield space.rows * space.terms.length * 4;
      if (law && offerExact(search, law)) return;
    }
  }
}

function atomsOf({ problem, variables }: ExactSearch): Expression[] {
  const dimension = (index: number) => problem.dimensions?.[index];
  const angles = variables.filter((index) => isNumber(dimension(index)));
  const plain = angles.flatMap((index) => [apply("cos", variable(index)), apply("sin", variable(index))]);
  const differences = angles.flatMap((a, k) =>
    angles.slice(k + 1).map((b) => apply("cos", apply("subtract", variable(a), variable(b)))),
  );
  const roots = variables.flatMap((a, k) =>
    variables
      .slice(k + 1)
      .filter((b) => isSameDimension(dimension(a), dimension(b)))
      .map((b) => apply("sqrt", apply("multiply", variable(a), variable(b)))),
  );
  return [...plain, ...differences, ...roots];
}

/** One space of polynomials for every dimension. */
class PolynomialSpaces {
  readonly #search: ExactSearch;
  readonly #terms: readonly PolynomialTerm[];
  readonly #byDimension = new Map<string, PolynomialSpace | undefined>();

  constructor(search: ExactSearch, atom: Expression | undefined) {
    const { problem, variables } = search;
    const exponents = exponentsToDegree(
      problem.names.length,
      variables,
      !atom && (problem.dimensions || variables.length <= 4) ? 3 : 2,
    );
    this.#search = search;
    this.#terms = [
      ...exponents.map((own): PolynomialTerm => ({ exponents: own })),
      ...(atom ? exponents.map((own): PolynomialTerm => ({ exponents: own, atom })) : []),
    ];
  }

  /** `undefined` where it has no terms, or more than the rows can tell apart. */
  of(dimension: Dimension): PolynomialSpace | undefined {
    const name = nameOfDimension(dimension);
    if (!this.#byDimension.has(name)) this.#byDimension.set(name, this.#make(dimension));
    return this.#byDimension.get(name);
  }

  #make(dimension: Dimension): PolynomialSpace | undefined {
    const { problem, check } = this.#search;
    const terms = this.#terms.filter(({ exponents }) =>
      isSameDimension(problem.dimensions && dimensionOfProduct(problem.dimensions, exponents), dimension),
    );
    const isTooMany = terms.length > mostTerms || terms.length + spareRows > check.rows;
    return terms.length === 0 || isTooMany ? undefined : new PolynomialSpace(this.#search, terms);
  }
}

/** The polynomials with some terms. */
class PolynomialSpace {
  readonly terms: readonly PolynomialTerm[];
  readonly rows: number;
  readonly #columns: readonly Float64Array[];
  readonly #frame: Frame;
  readonly #rest: Float64Array;
  readonly #search: ExactSearch;

  constructor(search: ExactSearch, terms: readonly PolynomialTerm[]) {
    this.terms = terms;
    this.rows = terms.length + spareRows;
    this.#search = search;
    this.#columns = terms.map((term) => search.check.values(termExpression(term)));
    this.#frame = new Frame(
      this.#columns.map((column) => column.slice(0, this.rows)),
      this.rows,
      search.context.random.child(4),
    );
    this.#rest = new Float64Array(this.rows);
  }

  /** Whether values on the first `rows` of the rows are those of such a polynomial. */
  explains(values: Float64Array): boolean {
    return this.#frame.project(values, this.#rest) === "nothing";
  }

  law(query: Query): Expression | undefined {
    return polynomialLaw(query, this.#search.check, this.terms, this.#columns);
  }
}
