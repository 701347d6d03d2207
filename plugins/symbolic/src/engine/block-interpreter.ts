import { binaryOperators, unaryOperators } from "../expression/operators.js";
import { binaryLoops, unaryLoops } from "./block-loops.js";
import { binaryDerivatives, unaryDerivatives } from "./derivatives.js";
import { firstBinary, firstUnary, operation, type Program, parametersIn } from "./program.js";
import type { RowLayout } from "./row-layout.js";

/** Rows at once: few enough that all that is at work stays in the first cache, enough that instructions cost little. */
const blockRows = 256;

/** Rows of a segment with the results of a program on them: overwritten by the next block. */
interface BlockResult {
  readonly start: number;
  readonly count: number;
  readonly group: number;
  readonly values: Float64Array;
  /** One per parameter of the program, where they were asked for. */
  readonly tangents: readonly Float64Array[];
}

/** Programs over the rows of a layout, block by block, in TypeScript. */
export function blockInterpreter({ columns, segments }: RowLayout) {
  const blocks = segments.flatMap(({ start, end, group }) =>
    Array.from({ length: Math.ceil((end - start) / blockRows) }, (_, i) => {
      const from = start + i * blockRows;
      const count = Math.min(blockRows, end - from);
      return { start: from, count, group, columns: columns.map((column) => column.subarray(from, from + count)) };
    }),
  );
  const spare: Float64Array[] = [];
  return { run };

  /** Runs the program; `use` sees each block while it is at hand. */
  function run(program: Program, withTangents: boolean, use: (block: BlockResult) => void): void {
    const { code, fixed, places } = program;
    const borrowed: Float64Array[] = [];
    const own = Array.from({ length: program.depth + 1 }, borrow);
    const factors = borrow();
    const fixedBlocks = fixed.map((value) => borrow().fill(value));
    const parameterBlocks = places.map(borrow);
    const tangents = withTangents ? places.map(borrow) : [];
    const stack: Float64Array[] = [];
    /** The first parameter of what lies at each place of the stack. */
    const first: number[] = [];
    let group = -1;
    for (const block of blocks) {
      if (block.group !== group) {
        group = block.group;
        const parameters = parametersIn(program, group);
        parameterBlocks.forEach((block, i) => void block.fill(parameters[i] as number));
      }
      const values = runBlock(block.columns, block.count);
      use({ start: block.start, count: block.count, group, values, tangents });
    }
    spare.push(...borrowed);

    function borrow(): Float64Array {
      const block = spare.pop() ?? new Float64Array(blockRows);
      borrowed.push(block);
      return block;
    }

    function runBlock(columns: readonly Float64Array[], count: number): Float64Array {
      let top = -1;
      let parameters = 0;
      for (let i = 0; i < code.length; i++) {
        const instruction = code[i] as number;
        const kind = instruction & 255;
        if (kind >= firstUnary) {
          if (kind >= firstBinary) top--;
          apply(kind, top, parameters, count);
          continue;
        }
        const argument = instruction >> 8;
        first[++top] = parameters;
        if (kind === operation.parameter) tangents[parameters++]?.fill(1);
        stack[top] = (
          kind === operation.variable
            ? columns[argument]
            : kind === operation.fixed
              ? fixedBlocks[argument]
              : parameterBlocks[argument]
        ) as Float64Array;
      }
      return stack[0] as Float64Array;
    }

    /** Applies an operator to what lies at `top` and above it. */
    function apply(kind: number, top: number, parameters: number, count: number): void {
      const a = stack[top] as Float64Array;
      const b = stack[top + 1] as Float64Array;
      // Never in the place of an operand, which derivatives need.
      const out = own[program.depth] as Float64Array;
      if (kind < firstBinary) {
        unaryLoops[kind - firstUnary]?.(a, out, count);
        if (withTangents && (first[top] as number) < parameters) {
          const derivative = unaryDerivatives[unaryOperators[kind - firstUnary]!];
          for (let i = 0; i < count; i++) factors[i] = derivative(a[i] as number, out[i] as number);
          scale(first[top] as number, parameters, count);
        }
      } else {
        binaryLoops[kind - firstBinary]?.(a, b, out, count);
        if (withTangents) scaleBoth(kind, a, b, out, first[top] as number, first[top + 1] as number, parameters, count);
      }
      own[program.depth] = own[top] as Float64Array;
      own[top] = out;
      stack[top] = out;
    }

    function scaleBoth(
      kind: number,
      a: Float64Array,
      b: Float64Array,
      out: Float64Array,
      from: number,
      middle: number,
      to: number,
      count: number,
    ): void {
      const [byFirst, bySecond] = binaryDerivatives[binaryOperators[kind - firstBinary]!];
      if (from < middle) {
        for (let i = 0; i < count; i++) factors[i] = byFirst(a[i] as number, b[i] as number, out[i] as number);
        scale(from, middle, count);
      }
      if (middle < to) {
        for (let i = 0; i < count; i++) factors[i] = bySecond(a[i] as number, b[i] as number, out[i] as number);
        scale(middle, to, count);
      }
    }

    /** The chain rule: every parameter stands once in a formula, so its tangent is multiplied in its place. */
    function scale(from: number, to: number, count: number): void {
      for (let p = from; p < to; p++) {
        const tangent = tangents[p] as Float64Array;
        for (let i = 0; i < count; i++) tangent[i] = (tangent[i] as number) * (factors[i] as number);
      }
    }
  }
}
