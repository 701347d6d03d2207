import { applyBinary, applyUnary, copy, fill } from "./loops";
import * as operation from "./operations";
import { columnAt, valuesAt } from "./rows";
import { differentiateBinary, differentiateUnary, startTangent } from "./tangents";

/** Few enough rows at once that what is at work stays in the first cache, and enough that instructions cost little. */
export const blockBytes: i32 = 2048;

// @inline
export function blockRows<T>(): i32 {
  return blockBytes / sizeof<T>();
}

/** What lies on the stack: where it is, its step (see loops.ts), and the first parameter in it. */
const entryBytes: usize = 12;

let code: usize = 0;
let codeEnd: usize = 0;
let fixedCount: i32 = 0;
let numberCount: i32 = 0;
let numbers: usize = 0;
let spread: usize = 0;
let stack: usize = 0;
let blocks: usize = 0;

/**
 * A program and where its work goes: `numbersAt` has the fixed numbers and behind them the parameters, `spreadAt` has room for
 * 64 bytes each, the stack for 12 bytes each of its depth, and `blocksAt` for two blocks each.
 */
export function setProgram(
  codeAt: usize,
  length: i32,
  fixedNumbers: i32,
  parameters: i32,
  numbersAt: usize,
  spreadAt: usize,
  stackAt: usize,
  blocksAt: usize,
): void {
  code = codeAt;
  codeEnd = codeAt + length * 4;
  fixedCount = fixedNumbers;
  numberCount = fixedNumbers + parameters;
  numbers = numbersAt;
  spread = spreadAt;
  stack = stackAt;
  blocks = blocksAt;
}

/** Makes vectors of the numbers, as they are now. */
export function spreadNumbers<T>(): void {
  for (let i = 0; i < numberCount; i++) {
    const at = spread + i * 64;
    fill<T>(at, at + 64, <T>f64.load(numbers + i * 8));
  }
}

/** Values of the program on the rows `from` to `to`, all in one block; its tangents too where they are asked for. */
export function evaluateBlock<T>(from: i32, to: i32, withTangents: bool): void {
  const first = <usize>from * sizeof<T>();
  const bytes = <usize>(to - from) * sizeof<T>();
  const destination = valuesAt<T>() + first;
  const last = codeEnd - 4;
  let top = stack - entryBytes;
  let room = blocks - 2 * blockBytes;
  let parameters = 0;
  for (let at = code; at < codeEnd; at += 4) {
    const instruction = load<i32>(at);
    const kind = instruction & 255;
    if (kind < operation.firstUnary) {
      const argument = instruction >> 8;
      top += entryBytes;
      room += 2 * blockBytes;
      store<i32>(top, parameters, 8);
      if (kind === operation.variable) {
        store<usize>(top, columnAt<T>(argument) + first);
        store<usize>(top, 64, 4);
      } else {
        const number = kind === operation.fixed ? argument : fixedCount + argument;
        store<usize>(top, spread + number * 64);
        store<usize>(top, 0, 4);
        if (kind === operation.parameter) {
          if (withTangents) startTangent(parameters, bytes);
          parameters++;
        }
      }
      continue;
    }
    const isBinary = kind >= operation.firstBinary;
    if (isBinary) {
      top -= entryBytes;
      room -= 2 * blockBytes;
    }
    const a = load<usize>(top);
    const aStep = load<usize>(top, 4);
    // Never in the place of an operand, which derivatives need.
    const out = at === last ? destination : a === room ? room + blockBytes : room;
    const beginning = load<i32>(top, 8);
    if (isBinary) {
      const b = load<usize>(top, entryBytes);
      const bStep = load<usize>(top, entryBytes + 4);
      applyBinary<T>(kind, a, aStep, b, bStep, out, out + bytes);
      if (withTangents) {
        const middle = load<i32>(top, entryBytes + 8);
        differentiateBinary(kind, beginning, middle, parameters, a, aStep, b, bStep, out, bytes);
      }
    } else {
      applyUnary<T>(kind, a, aStep, out, out + bytes);
      if (withTangents) differentiateUnary(kind, beginning, parameters, a, aStep, out, bytes);
    }
    store<usize>(top, out);
    store<usize>(top, 64, 4);
  }
  // A formula of a single operand.
  if (load<usize>(top) !== destination) copy(load<usize>(top), load<usize>(top, 4), destination, destination + bytes);
}

/** Whether the last program has a finite value on each of these rows. */
export function areFinite<T>(from: i32, to: i32): bool {
  let at = valuesAt<T>() + <usize>from * sizeof<T>();
  const end = valuesAt<T>() + <usize>to * sizeof<T>();
  let nothing0 = v128.splat<T>(<T>0),
    nothing1 = nothing0;
  // A number less itself is 0, but infinity less infinity is NaN.
  for (; at < end; at += 32) {
    const x0 = v128.load(at),
      x1 = v128.load(at, 16);
    nothing0 = v128.add<T>(nothing0, v128.sub<T>(x0, x0));
    nothing1 = v128.add<T>(nothing1, v128.sub<T>(x1, x1));
  }
  return !v128.any_true(v128.ne<T>(v128.add<T>(nothing0, nothing1), v128.splat<T>(<T>0)));
}
