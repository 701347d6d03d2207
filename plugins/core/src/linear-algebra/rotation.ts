/** A plane rotation: `c f + s g = r` and `c g - s f = 0`. */
export interface Rotation {
  c: number;
  s: number;
  r: number;
}

/** The rotation that turns (f, g) into (r, 0), written into `target` since loops make many. */
export function rotationOf(f: number, g: number, target: Rotation): void {
  const r = g === 0 ? f : Math.hypot(f, g);
  target.c = r === 0 ? 1 : f / r;
  target.s = r === 0 ? 0 : g / r;
  target.r = r;
}

/** Rotates rows `i` and `i + 1` of a matrix with rows of `length`. */
export function rotateRows(data: Float64Array, i: number, length: number, c: number, s: number): void {
  const end = (i + 1) * length;
  for (let p = i * length, q = end; p < end; p++, q++) {
    const x = data[p]!;
    const y = data[q]!;
    data[p] = c * x + s * y;
    data[q] = c * y - s * x;
  }
}
