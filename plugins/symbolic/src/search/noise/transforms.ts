import { apply, fixed } from "../../expression/expression.js";
import {
  cosine,
  exponential,
  identity,
  inverse,
  inverseSquare,
  logarithm,
  sine,
  square,
  type TargetTransform,
} from "../target-transforms.js";

/** A function that may stand around a law; undone on the target, what is inside can be searched for. */
export interface Transform extends TargetTransform {
  /** How much it makes of a small error of the target. */
  readonly slope: (y: number) => number;
}

export const plain: Transform = { ...identity, slope: () => 1 };

const ofSine: Transform = {
  ...sine,
  of: (y) => (Math.abs(y) <= Math.PI / 2 ? Math.sin(y) : Number.NaN),
  slope: Math.cos,
};

const ofCosine: Transform = {
  ...cosine,
  of: (y) => (y >= 0 && y <= Math.PI ? Math.cos(y) : Number.NaN),
  slope: (y) => -Math.sin(y),
};

const ofExponential: Transform = { ...exponential, slope: Math.exp };

const lessOne: Transform = {
  of: (y) => y - 1,
  slope: () => 1,
  undo: (inside) => apply("add", fixed(1), inside),
  power: 0,
};

/** Around a product. */
export const productTransforms: readonly Transform[] = [plain, ofSine, ofCosine, ofExponential, lessOne];

/** Around a sum. */
export const sumTransforms: readonly Transform[] = [
  plain,
  { ...inverse, slope: (y) => -1 / (y * y) },
  { ...square, slope: (y) => 2 * y },
  { ...inverseSquare, slope: (y) => -2 / y ** 3 },
  ofSine,
  ofCosine,
  ofExponential,
  { ...logarithm, slope: (y) => 1 / y },
];
