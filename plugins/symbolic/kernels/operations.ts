/** The operations of `src/engine/program.ts`, by its numbers. */
export const variable: i32 = 0;
export const fixed: i32 = 1;
export const parameter: i32 = 2;

export const negate: i32 = 3;
export const inverse: i32 = 4;
export const square: i32 = 5;
export const cube: i32 = 6;
export const sqrt: i32 = 7;
export const abs: i32 = 8;
export const exp: i32 = 9;
export const log: i32 = 10;
export const sin: i32 = 11;
export const cos: i32 = 12;
export const tan: i32 = 13;
export const asin: i32 = 14;
export const acos: i32 = 15;
export const atan: i32 = 16;
export const sinh: i32 = 17;
export const cosh: i32 = 18;
export const tanh: i32 = 19;

export const add: i32 = 20;
export const subtract: i32 = 21;
export const multiply: i32 = 22;
export const divide: i32 = 23;
export const power: i32 = 24;

export const firstUnary: i32 = negate;
export const firstBinary: i32 = add;
