import type { Application, Expression } from "../../expression/expression.js";
import type { DimensionVector } from "../../search/problem.js";

/**
 * The dimension of a node: a known part, and multiples of the unknown dimensions of constants. Exponents are the same
 * for all base units, so one row of multiples goes with every known vector.
 */
interface Unknown {
  readonly known: readonly number[];
  readonly multiples: readonly number[];
}

interface Equations {
  readonly constants: number;
  readonly dimensions: readonly DimensionVector[];
  /** Each says that this is dimensionless. */
  readonly rows: Unknown[];
  next: number;
}

const baseCount = 8;
const tolerance = 1e-9;

/** What a formula says of the dimension of a constant. */
export interface ConstantDimension {
  readonly dimension: DimensionVector;
  /** Whether it could be another one, as that of each of two factors: then as many as can be are plain numbers. */
  readonly isOpen: boolean;
}

/**
 * The dimension that every constant of `constantsOf` must have for the formula to have that of the target; `undefined`
 * where none make it consistent.
 */
export function constantDimensions(
  expression: Expression,
  dimensions: readonly DimensionVector[],
  target: DimensionVector,
): ConstantDimension[] | undefined {
  const constants = countConstants(expression);
  const equations: Equations = { constants, dimensions, rows: [], next: 0 };
  const found = dimensionOf(expression, equations);
  equations.rows.push(minus(found, { known: target, multiples: new Array(constants).fill(0) }));
  return solve(equations.rows, constants);
}

/** A group constant counts once for each of its values, which all have the same dimension. */
function countConstants(node: Expression): number {
  if (node.kind === "apply") return node.operands.reduce((count, operand) => count + countConstants(operand), 0);
  if (node.kind === "groupConstant") return node.values.length;
  return node.kind === "constant" && !node.fixed ? 1 : 0;
}

function dimensionOf(node: Expression, equations: Equations): Unknown {
  if (node.kind === "variable") return plain(equations, equations.dimensions[node.index]);
  if (node.kind === "groupConstant") {
    const all = node.values.map(() => unknown(equations));
    for (const other of all.slice(1)) equations.rows.push(minus(other, all[0]));
    return all[0];
  }
  if (node.kind === "constant") return node.fixed ? plain(equations) : unknown(equations);
  return dimensionOfApplication(node, equations);
}

function dimensionOfApplication(node: Application, equations: Equations): Unknown {
  const [a, b] = node.operands.map((operand) => dimensionOf(operand, equations)) as [Unknown, Unknown];
  switch (node.operator) {
    case "negate":
    case "abs":
      return a;
    case "add":
    case "subtract":
      equations.rows.push(minus(a, b));
      return a;
    case "multiply":
      return minus(a, times(b, -1));
    case "divide":
      return minus(a, b);
    case "inverse":
      return times(a, -1);
    case "square":
      return times(a, 2);
    case "cube":
      return times(a, 3);
    case "sqrt":
      return times(a, 0.5);
    case "power": {
      equations.rows.push(b);
      const exponent = node.operands[1];
      if (exponent.kind === "constant") return times(a, exponent.value);
      equations.rows.push(a);
      return plain(equations);
    }
    default:
      equations.rows.push(a);
      return plain(equations);
  }
}

function plain({ constants }: Equations, known: readonly number[] = new Array(baseCount).fill(0)): Unknown {
  return { known, multiples: new Array(constants).fill(0) };
}

function unknown(equations: Equations): Unknown {
  const index = equations.next++;
  return {
    known: new Array(baseCount).fill(0),
    multiples: Array.from({ length: equations.constants }, (_, k) => +(k === index)),
  };
}

function times({ known, multiples }: Unknown, factor: number): Unknown {
  return { known: known.map((value) => value * factor), multiples: multiples.map((value) => value * factor) };
}

function minus(a: Unknown, b: Unknown): Unknown {
  return {
    known: a.known.map((value, i) => value - b.known[i]),
    multiples: a.multiples.map((value, i) => value - b.multiples[i]),
  };
}

/** By Gauss and Jordan: in a reduced row with one unknown left that one is determined. */
function solve(equations: readonly Unknown[], constants: number): ConstantDimension[] | undefined {
  let rows = [...equations];
  const pivots: { readonly row: Unknown; readonly column: number }[] = [];
  for (let column = 0; column < constants; column++) {
    const pivot = rows.find(({ multiples }) => Math.abs(multiples[column]) > tolerance);
    if (!pivot) continue;
    const row = times(pivot, 1 / pivot.multiples[column]);
    const without = (other: Unknown) => minus(other, times(row, other.multiples[column]));
    rows = rows.filter((other) => other !== pivot).map(without);
    for (const [i, earlier] of pivots.entries()) pivots[i] = { ...earlier, row: without(earlier.row) };
    pivots.push({ row, column });
  }
  // What is left speaks of no constant.
  if (rows.some(({ known }) => known.some((exponent) => Math.abs(exponent) > tolerance))) return undefined;
  return Array.from({ length: constants }, (_, k) => {
    const row = pivots.find(({ column }) => column === k)?.row;
    const isOpen = row?.multiples.some((value, other) => other !== k && Math.abs(value) > tolerance) ?? true;
    return {
      dimension: (row?.known ?? new Array(baseCount).fill(0)).map((value) => Number((-value).toFixed(9)) + 0),
      isOpen,
    };
  });
}
