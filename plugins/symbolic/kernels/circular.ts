import { at, both, half, next, one, pair, select, shifter, signBit } from "./numbers";

const inversePi = memory.data<f64>([1 / Math.PI]);
/** π in parts: the products of all but the last with small integers and their halves are exact. */
const piHigh = memory.data<f64>([3.1415926534682512]);
const piMiddle = memory.data<f64>([1.2154201012607932e-10]);
const piLow = memory.data<f64>([4.044532497591901e-21]);
/** Beyond it the parts of π are too few. */
const farthest = memory.data<f64>([1e6]);
/** π/2 − Math.PI/2 */
const halfPiRest: f64 = 6.123233995736766e-17;

declare function hostSin(x: f64): f64;
declare function hostCos(x: f64): f64;

const sinTable = memory.data<f64>([
  2.7314447669863995e-15, -7.643970296798572e-13, 1.6058977312464087e-10, -2.5052107616996182e-8, 2.7557319219163234e-6,
  -0.00019841269841254974, 0.008333333333333316, -0.16666666666666666,
]);

/** The sine of `x` less `turns` times π, which is small: sin(r + rest) by a polynomial for |r| ≤ π/2. */
// @inline
function sinLess(x: v128, turns: v128): v128 {
  const coarse = f64x2.sub(x, f64x2.mul(turns, both(piHigh)));
  const middle = f64x2.mul(turns, both(piMiddle));
  const r = f64x2.sub(coarse, middle);
  const rest = f64x2.sub(f64x2.sub(f64x2.sub(coarse, r), middle), f64x2.mul(turns, both(piLow)));
  const z = f64x2.mul(r, r);
  const z2 = f64x2.mul(z, z);
  let p = pair(sinTable, 0, z);
  p = next(p, z, z2, sinTable, 2);
  p = next(p, z, z2, sinTable, 4);
  p = next(p, z, z2, sinTable, 6);
  // The derivative need not be better than this, as the rest is below the last place of r.
  const share = f64x2.mul(rest, f64x2.sub(both(one), f64x2.mul(z, both(half))));
  return f64x2.add(r, f64x2.add(f64x2.mul(f64x2.mul(r, z), p), share));
}

// @inline
function isFar(x: v128): bool {
  return v128.any_true(f64x2.gt(f64x2.abs(x), both(farthest)));
}

// @inline
export function sin(x: v128): v128 {
  if (isFar(x)) return sinFar(x);
  const shifted = f64x2.add(f64x2.mul(x, both(inversePi)), both(shifter));
  const turns = f64x2.sub(shifted, both(shifter));
  return v128.xor(sinLess(x, turns), i64x2.shl(shifted, 63));
}

/** As sin(x + π/2). */
// @inline
export function cos(x: v128): v128 {
  if (isFar(x)) return cosFar(x);
  const ahead = f64x2.add(f64x2.mul(x, both(inversePi)), both(half));
  const shifted = f64x2.add(ahead, both(shifter));
  const turns = f64x2.sub(f64x2.sub(shifted, both(shifter)), both(half));
  return v128.xor(sinLess(x, turns), i64x2.shl(shifted, 63));
}

function sinFar(x: v128): v128 {
  return f64x2(hostSin(f64x2.extract_lane(x, 0)), hostSin(f64x2.extract_lane(x, 1)));
}

function cosFar(x: v128): v128 {
  return f64x2(hostCos(f64x2.extract_lane(x, 0)), hostCos(f64x2.extract_lane(x, 1)));
}

export function tan(x: v128): v128 {
  return f64x2.div(sin(x), cos(x));
}

const asinTable = memory.data<f64>([
  0.028757851367421566, -0.014851887071247204, 0.01740087944269402, 0.005457506718640358, 0.01032281435018578,
  0.011479177415184906, 0.013971212973552933, 0.017352392720869973, 0.02237217294214989, 0.030381944138531247,
  0.04464285714635543, 0.07499999999998433, 0.16666666666666669,
]);

/** (asin s − s) / s for z = s² ≤ 1/4 */
function asinSeries(z: v128): v128 {
  const z2 = f64x2.mul(z, z);
  let p = at(asinTable, 0);
  p = next(p, z, z2, asinTable, 1);
  p = next(p, z, z2, asinTable, 3);
  p = next(p, z, z2, asinTable, 5);
  p = next(p, z, z2, asinTable, 7);
  p = next(p, z, z2, asinTable, 9);
  p = next(p, z, z2, asinTable, 11);
  return f64x2.mul(z, p);
}

export function asin(x: v128): v128 {
  const a = f64x2.abs(x);
  const isWide = f64x2.gt(a, both(half));
  const z = select(f64x2.mul(both(half), f64x2.sub(both(one), a)), f64x2.mul(a, a), isWide);
  const s = select(f64x2.sqrt(z), a, isWide);
  const p = f64x2.add(s, f64x2.mul(s, asinSeries(z)));
  const twice = f64x2.sub(f64x2.add(p, p), f64x2.splat(halfPiRest));
  const value = select(f64x2.sub(f64x2.splat(Math.PI / 2), twice), p, isWide);
  return v128.or(value, v128.and(x, i64x2.splat(signBit)));
}

export function acos(x: v128): v128 {
  const a = f64x2.abs(x);
  const isWide = f64x2.gt(a, both(half));
  const z = select(f64x2.mul(both(half), f64x2.sub(both(one), a)), f64x2.mul(a, a), isWide);
  const s = f64x2.sqrt(z);
  const series = asinSeries(z);
  const p = f64x2.add(s, f64x2.mul(s, series));
  const twice = f64x2.add(p, p);
  const turned = f64x2.sub(f64x2.splat(Math.PI), f64x2.sub(twice, f64x2.splat(2 * halfPiRest)));
  const wide = select(turned, twice, f64x2.lt(x, f64x2.splat(0)));
  const inner = f64x2.sub(x, f64x2.sub(f64x2.splat(halfPiRest), f64x2.mul(x, series)));
  return select(wide, f64x2.sub(f64x2.splat(Math.PI / 2), inner), isWide);
}

const atanTable = memory.data<f64>([
  0.016285756855221028, -0.034570561981427744, 0.04551593220626549, -0.05230454270650244, 0.05878928997834775,
  -0.06666424885738255, 0.07692296375032143, -0.09090908753500877, 0.11111111105155447, -0.14285714285659828,
  0.19999999999999804, -0.3333333333333333,
]);

export function atan(x: v128): v128 {
  const a = f64x2.abs(x);
  const isMiddle = f64x2.gt(a, f64x2.splat(0.41421356237309503));
  const isWide = f64x2.gt(a, f64x2.splat(2.414213562373095));
  const above = select(f64x2.splat(-1), select(f64x2.sub(a, both(one)), a, isMiddle), isWide);
  const below = select(a, select(f64x2.add(a, both(one)), both(one), isMiddle), isWide);
  const t = f64x2.div(above, below);
  const z = f64x2.mul(t, t);
  const z2 = f64x2.mul(z, z);
  let p = pair(atanTable, 0, z);
  p = next(p, z, z2, atanTable, 2);
  p = next(p, z, z2, atanTable, 4);
  p = next(p, z, z2, atanTable, 6);
  p = next(p, z, z2, atanTable, 8);
  p = next(p, z, z2, atanTable, 10);
  const turns = select(both(one), v128.and(both(half), isMiddle), isWide);
  const low = f64x2.add(f64x2.mul(f64x2.mul(t, z), p), f64x2.mul(turns, f64x2.splat(halfPiRest)));
  const value = f64x2.add(f64x2.mul(turns, f64x2.splat(Math.PI / 2)), f64x2.add(t, low));
  return v128.or(value, v128.and(x, i64x2.splat(signBit)));
}
