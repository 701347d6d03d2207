import { readFileSync } from "node:fs";
import path from "node:path";

const folder = path.resolve(import.meta.dirname, "../../../datasets/nist-strd-nonlinear");

export interface NistProblem {
  readonly starts: readonly [number[], number[]];
  readonly certified: number[];
  readonly standardErrors: number[];
  readonly sumOfSquares: number;
  readonly X: number[][];
  readonly y: number[];
}

type Model = (x: readonly number[], b: readonly number[]) => number;

/** The models as the files state them; Nelson's is one of the logarithm of y. */
export const models: Readonly<Record<string, Model>> = {
  Chwirut1: ([x], [b1, b2, b3]) => Math.exp(-b1! * x!) / (b2! + b3! * x!),
  Chwirut2: ([x], [b1, b2, b3]) => Math.exp(-b1! * x!) / (b2! + b3! * x!),
  DanWood: ([x], [b1, b2]) => b1! * x! ** b2!,
  ENSO: ([x], b) =>
    b[0]! +
    [12, b[3]!, b[6]!].reduce((sum, period, k) => {
      const angle = (2 * Math.PI * x!) / period;
      return sum + b[[1, 4, 7][k]!]! * Math.cos(angle) + b[[2, 5, 8][k]!]! * Math.sin(angle);
    }, 0),
  Gauss1: ([x], b) =>
    b[0]! * Math.exp(-b[1]! * x!) +
    b[2]! * Math.exp(-((x! - b[3]!) ** 2) / b[4]! ** 2) +
    b[5]! * Math.exp(-((x! - b[6]!) ** 2) / b[7]! ** 2),
  Hahn1: ([x], b) =>
    (b[0]! + b[1]! * x! + b[2]! * x! ** 2 + b[3]! * x! ** 3) / (1 + b[4]! * x! + b[5]! * x! ** 2 + b[6]! * x! ** 3),
  Kirby2: ([x], b) => (b[0]! + b[1]! * x! + b[2]! * x! ** 2) / (1 + b[3]! * x! + b[4]! * x! ** 2),
  Lanczos3: ([x], b) => b[0]! * Math.exp(-b[1]! * x!) + b[2]! * Math.exp(-b[3]! * x!) + b[4]! * Math.exp(-b[5]! * x!),
  MGH17: ([x], b) => b[0]! + b[1]! * Math.exp(-x! * b[3]!) + b[2]! * Math.exp(-x! * b[4]!),
  Misra1a: ([x], [b1, b2]) => b1! * (1 - Math.exp(-b2! * x!)),
  Misra1b: ([x], [b1, b2]) => b1! * (1 - (1 + (b2! * x!) / 2) ** -2),
  Misra1c: ([x], [b1, b2]) => b1! * (1 - (1 + 2 * b2! * x!) ** -0.5),
  Nelson: ([x1, x2], [b1, b2, b3]) => b1! - b2! * x1! * Math.exp(-b3! * x2!),
  Roszman1: ([x], [b1, b2, b3, b4]) => b1! - b2! * x! - Math.atan(b3! / (x! - b4!)) / Math.PI,
};

/** Reads starts, certified values and data of a file of the National Institute of Standards and Technology. */
export function nistProblem(name: string): NistProblem {
  const lines = readFileSync(path.join(folder, `${name}.dat`), "utf8").split(/\r?\n/);
  const numbers = (text: string) => (text.match(/[-+]?\d*\.?\d+(?:E[-+]?\d+)?/gi) ?? []).map(Number);
  const parameters = lines.filter((line) => /^\s*b\d+\s*=/.test(line)).map((line) => numbers(line.split("=")[1]!));
  const first = lines.findLastIndex((line) => line.startsWith("Data:")) + 1;
  const data = lines
    .slice(first)
    .map(numbers)
    .filter((row) => row.length > 1);
  const squares = lines.find((line) => line.startsWith("Residual Sum of Squares"))!;
  return {
    starts: [parameters.map((row) => row[0]!), parameters.map((row) => row[1]!)],
    certified: parameters.map((row) => row[2]!),
    standardErrors: parameters.map((row) => row[3]!),
    sumOfSquares: numbers(squares)[0]!,
    X: data.map((row) => row.slice(1)),
    y: data.map((row) => (name === "Nelson" ? Math.log(row[0]!) : row[0]!)),
  };
}
