import type { Executor } from "./executor.js";
import { fitsSingle } from "./fits-single.js";
import { instanceMemory } from "./instance-memory.js";
import { instantiate, type Kernels } from "./instantiate.js";
import { type Program, parametersIn, placeOf } from "./program.js";
import type { RowLayout, Segment } from "./row-layout.js";

/** With the compiled kernels, in a memory of its own; `undefined` where they are missing. */
export function compiledExecutor(layout: RowLayout): Executor | undefined {
  const kernels = instantiate();
  return kernels && executorOf(layout, kernels);
}

function executorOf(layout: RowLayout, kernels: Kernels): Executor {
  const { segments, totalWeight, mean, variance } = layout;
  const rows = layout.target.length;
  const variables = layout.columns.length;
  const blockBytes = kernels.blockBytes.value;
  const memory = instanceMemory(kernels.memory, kernels.freeFrom());
  const columnsAt = memory.keep(8 * rows * (variables + 2));
  const valuesAt = memory.keep(8 * rows);
  [...layout.columns, layout.target, layout.weights].forEach((column, i) => {
    memory.doubles.set(column, columnsAt / 8 + i * rows);
  });
  kernels.setRows(rows, totalWeight, columnsAt, valuesAt);
  kernels.setTarget(variables, mean);
  const wholeRange: readonly Segment[] = [{ group: 0, start: 0, end: rows }];
  const hasSingle = fitsSingle(layout.columns);
  let isSinglePlaced = false;
  return { values, tangents, squaredError, scaledError, scoutError, normalEquations };

  function values(program: Program): Float64Array {
    evaluate(program, kernels.evaluate, false);
    return memory.doubles.slice(valuesAt / 8, valuesAt / 8 + rows);
  }

  function squaredError(program: Program): number {
    return evaluate(program, kernels.evaluate, true) ? kernels.squaredError() : Number.NaN;
  }

  function scaledError(program: Program): number {
    return evaluate(program, kernels.evaluate, true) ? kernels.scaledError() : Number.NaN;
  }

  function scoutError(program: Program): number {
    if (!hasSingle) return scaledError(program);
    if (!isSinglePlaced) placeSingleRows();
    const error = evaluate(program, kernels.evaluateSingle, true) ? kernels.scaledErrorSingle() * variance : Number.NaN;
    // Some values are only too large for single precision.
    return Number.isFinite(error) ? error : scaledError(program);
  }

  function tangents(program: Program) {
    const count = program.places.length;
    const numbersAt = setProgram(program);
    lendTangents(count);
    const out = memory.lend(8 * rows * count);
    const tangents = Array.from(program.parameters, () => new Float64Array(rows));
    for (const { group, start: from, end: to } of rangesOf(program)) {
      setNumbers(program, numbersAt, group);
      kernels.storeTangents(from, to, count, rows, out);
      for (let i = 0; i < count; i++) {
        const start = out / 8 + i * rows;
        tangents[placeOf(program, i, group)]?.set(memory.doubles.subarray(start + from, start + to), from);
      }
    }
    return { values: memory.doubles.slice(valuesAt / 8, valuesAt / 8 + rows), tangents };
  }

  function normalEquations(program: Program) {
    const count = program.places.length;
    const size = program.parameters.length;
    const numbersAt = setProgram(program);
    const spare = lendTangents(count);
    const length = 1 + count + (count * (count + 1)) / 2;
    const sums = memory.lend(8 * length);
    const gram = new Float64Array(size * size);
    const gradient = new Float64Array(size);
    let squaredError = 0;
    for (const { group, start, end } of rangesOf(program)) {
      setNumbers(program, numbersAt, group);
      memory.doubles.fill(0, sums / 8, sums / 8 + length);
      kernels.addNormalEquations(start, end, count, sums, spare);
      let at = sums / 8;
      squaredError += memory.doubles[at++] as number;
      for (let p = 0; p < count; p++) gradient[placeOf(program, p, group)]! += memory.doubles[at++] as number;
      for (let p = 0; p < count; p++) {
        const row = placeOf(program, p, group);
        for (let q = 0; q <= p; q++) {
          const column = placeOf(program, q, group);
          const sum = memory.doubles[at++] as number;
          gram[row * size + column]! += sum;
          if (q < p) gram[column * size + row]! += sum;
        }
      }
    }
    return { squaredError, gram, gradient };
  }

  /** Whether all values are finite, as far as they were needed. */
  function evaluate(program: Program, kernel: Kernels["evaluate"], stops: boolean): boolean {
    const numbersAt = setProgram(program);
    return rangesOf(program).every(({ group, start, end }) => {
      setNumbers(program, numbersAt, group);
      return kernel(start, end, stops);
    });
  }

  /** Hands the program over; returns where its numbers belong. */
  function setProgram({ code, fixed, places, depth }: Program): number {
    memory.startCall();
    const codeAt = memory.lend(4 * code.length);
    const numbers = fixed.length + places.length;
    const numbersAt = memory.lend(8 * numbers);
    const spreadAt = memory.lend(64 * numbers);
    const stackAt = memory.lend(12 * depth);
    const blocksAt = memory.lend(2 * blockBytes * depth);
    memory.words.set(code, codeAt / 4);
    kernels.setProgram(codeAt, code.length, fixed.length, places.length, numbersAt, spreadAt, stackAt, blocksAt);
    return numbersAt;
  }

  /** Room for tangents, and a block besides. */
  function lendTangents(count: number): number {
    const factors = memory.lend(blockBytes);
    kernels.setTangents(memory.lend(count * blockBytes), factors, blockBytes);
    return memory.lend(blockBytes);
  }

  /** All rows at once, or one group after the other where the formula has constants per group. */
  function rangesOf({ hasGroups }: Program): readonly Segment[] {
    return hasGroups ? segments : wholeRange;
  }

  function setNumbers(program: Program, numbersAt: number, group: number): void {
    memory.doubles.set(program.fixed, numbersAt / 8);
    memory.doubles.set(parametersIn(program, group), numbersAt / 8 + program.fixed.length);
  }

  /** The rows in single precision, the target less its mean in units of its standard deviation. */
  function placeSingleRows(): void {
    const length = rows * (variables + 2);
    const at = memory.keep(4 * length);
    kernels.setSingleRows(at, memory.keep(4 * rows));
    memory.singles.set(memory.doubles.subarray(columnsAt / 8, columnsAt / 8 + length), at / 4);
    const first = at / 4 + variables * rows;
    const [target, scale] = [columnsAt / 8 + variables * rows, 1 / Math.sqrt(variance)];
    for (let i = 0; i < rows; i++) memory.singles[first + i] = ((memory.doubles[target + i] as number) - mean) * scale;
    isSinglePlaced = true;
  }
}
