import { type ArrayInput, asArray, type NDArray } from "@mesoscope/core";
import { checkOptions, ShapeError } from "@mesoscope/sdk";
import { gappedVector } from "../common/arguments.js";

/**
 * A field with what belongs to it. x grows with the columns, y with the rows; angles are in radians, from x towards y.
 */
export interface FieldSample {
  /** Of shape [rows, columns]; or of shape [n] for noise on a series. */
  readonly field: ArrayInput;
  /** Classes, of the shape of the field; never averaged. */
  readonly mask?: ArrayInput;
  /** A vector (x, y) at each place, of shape [rows, columns, 2]; turned with the field. */
  readonly vectors?: ArrayInput;
  /** A tensor at each place, of shape [rows, columns, 2, 2]; turned with the field. */
  readonly tensors?: ArrayInput;
  /** Angles in radians that turn with the field, such as a fibre direction. */
  readonly orientations?: Readonly<Record<string, number>>;
  /** Numbers that stay as they are, such as a stiffness. */
  readonly labels?: Readonly<Record<string, number>>;
}

/** A sample whose arrays are arrays. */
export interface Sample extends FieldSample {
  readonly field: NDArray;
  readonly mask?: NDArray;
  readonly vectors?: NDArray;
  readonly tensors?: NDArray;
}

const parts = ["field", "mask", "vectors", "tensors", "orientations", "labels"];
/** Axes beyond rows and columns. */
const components = { mask: [], vectors: [2], tensors: [2, 2] } as const;

/** The sample with arrays whose shapes are checked against that of the field. */
export function sampleOf(owner: string, given: FieldSample): Sample {
  checkOptions(`${owner}: the sample`, given, parts);
  const field = asArray(given.field, `${owner}: the field`);
  gappedVector(field.data, `${owner}: the field`);
  const arrays: { mask?: NDArray; vectors?: NDArray; tensors?: NDArray } = {};
  for (const name of ["mask", "vectors", "tensors"] as const) {
    const values = given[name];
    if (values !== undefined) arrays[name] = shaped(owner, name, asArray(values, `${owner}: ${name}`), field);
  }
  const { orientations, labels } = given;
  return { field, ...arrays, ...(orientations && { orientations }), ...(labels && { labels }) };
}

function shaped(owner: string, name: keyof typeof components, array: NDArray, field: NDArray): NDArray {
  const wanted = [...field.shape, ...components[name]];
  if (array.shape.join() === wanted.join()) return array;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `${owner}: ${name} has shape [${array.shape.join(", ")}] but the field needs [${wanted.join(", ")}]. Give one for each place.`,
  );
}
