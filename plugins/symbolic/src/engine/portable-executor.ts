import { blockInterpreter } from "./block-interpreter.js";
import type { Executor } from "./executor.js";
import { type Program, placeOf } from "./program.js";
import type { RowLayout } from "./row-layout.js";
import { leastScaledError } from "./scaled-error.js";

/** In TypeScript alone. */
export function portableExecutor(layout: RowLayout): Executor {
  const { target, weights } = layout;
  const rows = target.length;
  const { run } = blockInterpreter(layout);
  const scaledError = (program: Program) => leastScaledError(values(program), layout);
  return { values, tangents, squaredError, scaledError, scoutError: scaledError, normalEquations };

  function values(program: Program): Float64Array {
    const out = new Float64Array(rows);
    run(program, false, ({ start, count, values }) => out.set(values.subarray(0, count), start));
    return out;
  }

  function tangents(program: Program) {
    const out = new Float64Array(rows);
    const tangents = Array.from(program.parameters, () => new Float64Array(rows));
    run(program, true, (block) => {
      const { start, count } = block;
      out.set(block.values.subarray(0, count), start);
      block.tangents.forEach((tangent, i) => {
        tangents[placeOf(program, i, block.group)]?.set(tangent.subarray(0, count), start);
      });
    });
    return { values: out, tangents };
  }

  function squaredError(program: Program): number {
    let sum = 0;
    run(program, false, ({ start, count, values }) => {
      for (let i = 0; i < count; i++) {
        const residual = (values[i] as number) - (target[start + i] as number);
        sum += (weights[start + i] as number) * residual * residual;
      }
    });
    return sum;
  }

  function normalEquations(program: Program) {
    const { parameters, places } = program;
    const size = parameters.length;
    const gram = new Float64Array(size * size);
    const gradient = new Float64Array(size);
    const weighted = new Float64Array(rows);
    let squaredError = 0;
    run(program, true, ({ start, count, values, tangents, group }) => {
      const where = places.map((_, i) => placeOf(program, i, group));
      for (let i = 0; i < count; i++) {
        const residual = (values[i] as number) - (target[start + i] as number);
        weighted[i] = (weights[start + i] as number) * residual;
        squaredError += (weighted[i] as number) * residual;
      }
      tangents.forEach((tangent, p) => {
        gradient[where[p] as number]! += dot(tangent, weighted, count);
      });
      tangents.forEach((tangent, p) => {
        for (let i = 0; i < count; i++) weighted[i] = (weights[start + i] as number) * (tangent[i] as number);
        for (let q = 0; q <= p; q++) {
          const sum = dot(tangents[q] as Float64Array, weighted, count);
          gram[(where[p] as number) * size + (where[q] as number)]! += sum;
          if (q < p) gram[(where[q] as number) * size + (where[p] as number)]! += sum;
        }
      });
    });
    return { squaredError, gram, gradient };
  }
}

function dot(a: Float64Array, b: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
