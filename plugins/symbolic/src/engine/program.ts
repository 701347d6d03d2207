import { binaryOperators, unaryOperators } from "../expression/operators.js";

/**
 * A formula as a list of instructions for a stack: operands before their operator. Constants that a fit may change are
 * its parameters; they are numbered in the order of their nodes.
 */
export interface Program {
  /** `operation | argument << 8`; the argument of an operand is its number among those of its kind. */
  readonly code: readonly number[];
  readonly fixed: readonly number[];
  /** What `constantsOf` gives: of a constant per group all its values. */
  readonly parameters: ArrayLike<number>;
  /** Where the values of every parameter begin in `parameters`. */
  readonly places: readonly number[];
  /** Whether a parameter has a value per group. */
  readonly isGrouped: readonly boolean[];
  readonly hasGroups: boolean;
  /** The most operands that lie on the stack at once. */
  readonly depth: number;
}

/** Operations that put an operand on the stack; those of the operators follow. */
export const operation = { variable: 0, fixed: 1, parameter: 2 } as const;
export const firstUnary = 3;
export const firstBinary = firstUnary + unaryOperators.length;

/** The operation of every operator; `kernels/operations.ts` has the same numbers. */
export const operationOf: Readonly<Record<string, number>> = Object.fromEntries(
  [...unaryOperators, ...binaryOperators].map((operator, i) => [operator, firstUnary + i]),
);

/** Where the value of a parameter stands in `parameters`, for one group of rows. */
export function placeOf({ places, isGrouped }: Program, parameter: number, group: number): number {
  return (places[parameter] as number) + (isGrouped[parameter] ? group : 0);
}

/** The values of the parameters in one group of rows. */
export function parametersIn(program: Program, group: number): ArrayLike<number> {
  if (!program.hasGroups) return program.parameters;
  return program.places.map((_, i) => program.parameters[placeOf(program, i, group)] as number);
}
