import { contiguousView, copyView } from "../linear-algebra/copy-view.js";
import { isColumnMajor, isRowMajor, transposed, type View } from "../linear-algebra/view.js";
import type { BadPivot, Layer } from "./layer.js";
import type { Machine } from "./machine.js";
import { referenceLayer } from "./reference-layer.js";

/** The compiled kernels: what is not in their memory is copied there and back; what does not fit is done without them. */
export function embeddedLayer(machine: Machine): Layer {
  return {
    addProduct(c, factor, a, b, isZero = false) {
      if (!machine.fits(c.rows * c.columns + a.rows * a.columns + b.rows * b.columns)) {
        referenceLayer.addProduct(c, factor, a, b);
        return;
      }
      // Rows of C must be in one piece: C = A B is also Cᵀ = Bᵀ Aᵀ.
      if (isColumnMajor(c) && !isRowMajor(c)) addProduct(transposed(c), factor, transposed(b), transposed(a), isZero);
      else addProduct(c, factor, a, b, isZero);
    },
    substituteForward(lower, b) {
      if (!machine.fits(lower.rows ** 2 + b.rows * b.columns)) {
        referenceLayer.substituteForward(lower, b);
        return;
      }
      machine.frame(() => {
        const triangle = brought(lower);
        if (machine.owns(b.data) && isRowMajor(b)) substitute(triangle, b);
        else {
          const copy = contiguousCopy(b);
          substitute(triangle, copy);
          copyView(b, copy);
        }
      });
    },
    rotatingRows(data, n, use) {
      // An odd number of cache lines: with a power of two all rows would compete for the same part of the cache.
      const line = 8 * (Math.ceil(n / 8) | 1);
      return machine.frame(() => {
        const rows = machine.allocate(n * line);
        const list = machine.allocate(2 * n);
        for (let i = 0; i < n; i++) rows.set(data.subarray(i * n, (i + 1) * n), i * line);
        const result = use((first, rotations, count) => {
          list.set(rotations.subarray(0, 2 * count));
          machine.rotateRows(rows, line, first, list, count);
        });
        for (let i = 0; i < n; i++) data.set(rows.subarray(i * line, i * line + n), i * n);
        return result;
      });
    },
    factorize: (a, n) => inMemory(a, n, (here) => factorize(here, n)),
    invert: (a, n) => inMemory(a, n, (here) => void machine.run(n ** 3 / 3, "invert", here.byteOffset, n)),
  };

  function addProduct(c: View, factor: number, a: View, b: View, isZero: boolean): void {
    machine.frame(() => {
      const isHere = machine.owns(c.data) && isRowMajor(c);
      const [left, right] = [brought(a), brought(b)];
      const target = isHere ? c : contiguousView(machine.allocate(c.rows * c.columns), c.rows, c.columns);
      const numbers = [c.rows, c.columns, a.columns, factor, ...placeOf(left), ...placeOf(right)];
      const [at, row] = placeOf(target);
      machine.run(c.rows * c.columns * a.columns, "multiply", ...numbers, at!, row!, Number(isHere), 0);
      if (isHere) return;
      if (isZero) copyView(c, target);
      else addTo(c, target);
    });
  }

  function substitute(lower: View, b: View): void {
    const [at, row] = placeOf(b);
    machine.run((lower.rows ** 2 * b.columns) / 2, "solve", ...placeOf(lower), lower.rows, at!, row!, b.columns);
  }

  function factorize(a: Float64Array, n: number): BadPivot | undefined {
    const verdict = machine.run(n ** 3 / 6, "factorize", a.byteOffset, n, machine.verdictAt);
    return verdict < 0 ? undefined : machine.badPivot;
  }

  /** Matrices that do not fit are not lent; see `withDefiniteMatrix`. */
  function inMemory<T>(a: Float64Array, n: number, work: (here: Float64Array) => T): T {
    if (machine.owns(a)) return work(a);
    return machine.frame(() => {
      const here = machine.allocate(n * n);
      here.set(a);
      const result = work(here);
      a.set(here);
      return result;
    });
  }

  function brought(v: View): View {
    return machine.owns(v.data) ? v : isRowMajor(v) ? contiguousCopy(v) : transposed(contiguousCopy(transposed(v)));
  }

  function contiguousCopy(v: View): View {
    const copy = contiguousView(machine.allocate(v.rows * v.columns), v.rows, v.columns);
    copyView(copy, v);
    return copy;
  }
}

/** Pointer and strides in bytes. */
function placeOf(v: View): number[] {
  return [v.data.byteOffset + 8 * v.offset, 8 * v.rowStride, 8 * v.columnStride];
}

function addTo(target: View, source: View): void {
  for (let i = 0; i < source.rows; i++) {
    const to = target.offset + i * target.rowStride;
    const from = source.offset + i * source.rowStride;
    const { columnStride } = target;
    for (let j = 0; j < source.columns; j++) target.data[to + j * columnStride]! += source.data[from + j]!;
  }
}
