import { type Parts, partsOf } from "../arrays/complex-parts.js";

/** Writes `exp(-2πi k/n)` to position `at`, from an angle of at most 45°, so that no digit is lost. */
export function writeRoot({ real, imaginary }: Parts, at: number, k: number, n: number): void {
  const octant = Math.floor((8 * k) / n);
  const rest = 8 * k - octant * n;
  const isOdd = octant % 2 === 1;
  const angle = (Math.PI / 4) * ((isOdd ? n - rest : rest) / n);
  const c = Math.cos(angle);
  const s = Math.sin(angle);
  const swapped = (octant + 1) % 4 >= 2;
  const [x, y] = swapped ? [s, c] : [c, s];
  real[at] = octant >= 2 && octant < 6 ? -x : x;
  imaginary[at] = octant >= 4 ? y : -y;
}

/** `exp(-2πi k/n)` for k from 0 to before `count`, where `count` is at most `n`. */
export function rootsOfUnity(count: number, n: number): Parts {
  const roots = partsOf(count);
  for (let k = 0; k < count; k++) writeRoot(roots, k, k, n);
  return roots;
}
