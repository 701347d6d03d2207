import * as double from "./elementary";

/** Elementary functions of four numbers of single precision at once; those that are rare in formulas go by double precision. */

/** Numbers in memory, as in numbers.ts. */
const half = memory.data<f32>([0.5]);
const one = memory.data<f32>([1]);
const two = memory.data<f32>([2]);
const infinity = memory.data<f32>([Infinity]);
const leastNormal = memory.data<f32>([1.1754944e-38]);
const log2e = memory.data<f32>([<f32>Math.LOG2E]);
const inversePi = memory.data<f32>([<f32>(1 / Math.PI)]);
/** Adding it rounds to the nearest integer, which then stands in the lowest bits. */
const shifter = memory.data<f32>([12582912]);
const log2High = memory.data<f32>([0.693359375]);
const log2Low = memory.data<f32>([-0.00021219444005469057]);
const piHigh = memory.data<f32>([3.140625]);
const piMiddle = memory.data<f32>([0.0009675025939941406]);
const piLow = memory.data<f32>([1.5099579909783765e-7]);
/** Beyond it exp is not a normal number. */
const mostExponent = memory.data<f32>([87]);
/** Beyond it the parts of π are too few. */
const farthest = memory.data<f32>([8192]);

// @inline
function all(number: usize): v128 {
  return v128.load_splat<f32>(number);
}

// @inline
function next(polynomial: v128, x: v128, table: usize, index: i32): v128 {
  return f32x4.add(f32x4.mul(polynomial, x), all(table + index * 4));
}

const expTable = memory.data<f32>([
  0.001392617611993558, 0.008363173074513711, 0.041666554662050534, 0.1666657702559799, 0.5,
]);

// @inline
export function exp(x: v128): v128 {
  if (!i32x4.all_true(f32x4.le(f32x4.abs(x), all(mostExponent)))) return expFar(x);
  const shifted = f32x4.add(f32x4.mul(x, all(log2e)), all(shifter));
  const k = f32x4.sub(shifted, all(shifter));
  const coarse = f32x4.sub(x, f32x4.mul(k, all(log2High)));
  const r = f32x4.sub(coarse, f32x4.mul(k, all(log2Low)));
  let p = next(all(expTable), r, expTable, 1);
  p = next(p, r, expTable, 2);
  p = next(p, r, expTable, 3);
  p = next(p, r, expTable, 4);
  const q = f32x4.add(r, f32x4.mul(f32x4.mul(r, r), p));
  return i32x4.add(f32x4.add(all(one), q), i32x4.shl(shifted, 23));
}

function expFar(x: v128): v128 {
  return joined(double.exp(lowHalf(x)), double.exp(highHalf(x)));
}

/** Bits of 1 and of √½, of which the difference brings the mantissa to between √½ and √2. */
const oneBits: i32 = 0x3f800000;
const rootBits: i32 = 0x3f3504f3;

const logTable = memory.data<f32>([0.2957994939197279, 0.3998878056602198, 0.6666668503957586]);

// @inline
export function log(x: v128): v128 {
  const isPlain = v128.and(f32x4.ge(x, all(leastNormal)), f32x4.lt(x, all(infinity)));
  if (!i32x4.all_true(isPlain)) return logEdge(x);
  const raised = i32x4.add(x, i32x4.splat(oneBits - rootBits));
  const k = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_s(raised, 23), i32x4.splat(127)));
  const mantissa = i32x4.add(v128.and(raised, i32x4.splat(0x007fffff)), i32x4.splat(rootBits));
  const f = f32x4.sub(mantissa, all(one));
  const square = f32x4.mul(f32x4.mul(all(half), f), f);
  const s = f32x4.div(f, f32x4.add(all(two), f));
  const z = f32x4.mul(s, s);
  let p = next(all(logTable), z, logTable, 1);
  p = next(p, z, logTable, 2);
  const inner = f32x4.mul(s, f32x4.add(square, f32x4.mul(z, p)));
  const low = f32x4.add(inner, f32x4.mul(k, all(log2Low)));
  return f32x4.sub(f32x4.mul(k, all(log2High)), f32x4.sub(f32x4.sub(square, low), f));
}

function logEdge(x: v128): v128 {
  return joined(double.log(lowHalf(x)), double.log(highHalf(x)));
}

const sinTable = memory.data<f32>([
  2.634756391811781e-6, -0.00019822739488631103, 0.008333242135096938, -0.16666665963821187,
]);

/** The sine of `x` less `turns` times π, which is small. */
// @inline
function sinLess(x: v128, turns: v128): v128 {
  let r = f32x4.sub(x, f32x4.mul(turns, all(piHigh)));
  r = f32x4.sub(r, f32x4.mul(turns, all(piMiddle)));
  r = f32x4.sub(r, f32x4.mul(turns, all(piLow)));
  const z = f32x4.mul(r, r);
  let p = next(all(sinTable), z, sinTable, 1);
  p = next(p, z, sinTable, 2);
  p = next(p, z, sinTable, 3);
  return f32x4.add(r, f32x4.mul(f32x4.mul(r, z), p));
}

// @inline
function isFar(x: v128): bool {
  return v128.any_true(f32x4.gt(f32x4.abs(x), all(farthest)));
}

// @inline
export function sin(x: v128): v128 {
  if (isFar(x)) return sinFar(x);
  const shifted = f32x4.add(f32x4.mul(x, all(inversePi)), all(shifter));
  return v128.xor(sinLess(x, f32x4.sub(shifted, all(shifter))), i32x4.shl(shifted, 31));
}

/** As sin(x + π/2). */
// @inline
export function cos(x: v128): v128 {
  if (isFar(x)) return cosFar(x);
  const ahead = f32x4.add(f32x4.mul(x, all(inversePi)), all(half));
  const shifted = f32x4.add(ahead, all(shifter));
  const turns = f32x4.sub(f32x4.sub(shifted, all(shifter)), all(half));
  return v128.xor(sinLess(x, turns), i32x4.shl(shifted, 31));
}

function sinFar(x: v128): v128 {
  return joined(double.sin(lowHalf(x)), double.sin(highHalf(x)));
}

function cosFar(x: v128): v128 {
  return joined(double.cos(lowHalf(x)), double.cos(highHalf(x)));
}

// @inline
export function lowHalf(x: v128): v128 {
  return f64x2.promote_low_f32x4(x);
}

// @inline
export function highHalf(x: v128): v128 {
  return f64x2.promote_low_f32x4(i64x2.shuffle(x, x, 1, 1));
}

// @inline
export function joined(low: v128, high: v128): v128 {
  return i64x2.shuffle(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}
