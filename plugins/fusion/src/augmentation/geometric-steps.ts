import { checkChoice, checkNumber, checkOptions, checkWhole, ShapeError, ValueError } from "@mesoscope/sdk";
import { type Extension, extensions } from "../denoising/extension.js";
import type { AugmentationStep } from "./augment.js";
import type { Sample } from "./field-sample.js";

/** How places between those of the grid, and beyond it, are read. */
export interface LookOptions {
  /** `bilinear` (default) or `nearest`; masks are always read at the nearest place. */
  readonly method?: "bilinear" | "nearest";
  /** A number for places beyond the field, or how the field goes on there; NaN unless given. */
  readonly beyond?: number | Extension;
}

/**
 * Turns fields counter-clockwise (from x towards y) about their middle, with masks, vectors, tensors and orientations.
 *
 * @param options.angles in radians, between which the angle is drawn; -π and π unless given
 * @param options.quarters draw from 0, 90, 180 and 270 degrees instead, which are exact
 *
 * @example
 * const quarter = rotation({ angles: [Math.PI / 2, Math.PI / 2] });
 * augment({ field: [[1, 2], [3, 4]] }, [quarter]).sample.field.data; // [3, 1, 4, 2]
 *
 * @throws ValueError BAD_OPTION
 */
export function rotation(
  options: LookOptions & { angles?: readonly [number, number]; quarters?: boolean } = {},
): AugmentationStep {
  checkOptions("rotation", options, ["angles", "quarters", "method", "beyond"]);
  const { angles = [-Math.PI, Math.PI], quarters = false } = options;
  const [low, high] = checkedRange("rotation", "angles", angles);
  const look = checkedLook("rotation", options);
  return {
    step: "rotation",
    draw(stream, sample) {
      checkField("rotation", sample);
      if (quarters) return { angle: (stream.integer(4) * Math.PI) / 2 };
      return { angle: low + stream.uniform() * (high - low), ...look };
    },
  };
}

/**
 * Mirrors fields along x (columns) or y (rows), or leaves them, each equally likely.
 *
 * @param options.axes `["x", "y"]` unless given
 *
 * @example
 * const mirrored = augment({ field: [[1, 2]] }, [reflection({ axes: ["x"] })], { seed: 1 });
 * [[1, 2].join(), [2, 1].join()].includes(mirrored.sample.field.data.join()); // true
 *
 * @throws ValueError BAD_OPTION
 */
export function reflection(options: { axes?: readonly ("x" | "y")[] } = {}): AugmentationStep {
  checkOptions("reflection", options, ["axes"]);
  const { axes = ["x", "y"] } = options;
  for (const axis of axes) checkChoice("reflection", "axes", axis, ["x", "y"]);
  return {
    step: "reflection",
    draw(stream, sample) {
      checkField("reflection", sample);
      return { axis: [null, ...axes][stream.integer(axes.length + 1)] };
    },
  };
}

/**
 * Moves fields by whole or broken numbers of rows and columns.
 *
 * @param options.rows between which the way up is drawn, and `columns` for the way across; 0 unless given
 * @param options.whole draw whole numbers only, which are exact
 *
 * @example
 * const wrapped = translation({ columns: [1, 1], beyond: "periodic" });
 * augment({ field: [[1, 2, 3]] }, [wrapped]).sample.field.data; // [3, 1, 2]
 *
 * @throws ValueError BAD_OPTION
 */
export function translation(
  options: LookOptions & {
    rows?: readonly [number, number];
    columns?: readonly [number, number];
    whole?: boolean;
  } = {},
): AugmentationStep {
  checkOptions("translation", options, ["rows", "columns", "whole", "method", "beyond"]);
  const { rows = [0, 0], columns = [0, 0], whole = false } = options;
  const ranges = [checkedRange("translation", "rows", rows), checkedRange("translation", "columns", columns)];
  const look = checkedLook("translation", options);
  return {
    step: "translation",
    draw(stream, sample) {
      checkField("translation", sample);
      const [up, across] = ranges.map(([low, high]) =>
        whole
          ? Math.ceil(low) + stream.integer(Math.floor(high) - Math.ceil(low) + 1)
          : low + stream.uniform() * (high - low),
      );
      return { rows: up, columns: across, ...look };
    },
  };
}

/**
 * Takes a part of fields at a random place.
 *
 * @param options.shape rows and columns of the part
 *
 * @example
 * augment({ field: [[1, 2], [3, 4]] }, [crop({ shape: [1, 2] })]).sample.field.shape; // [1, 2]
 *
 * @throws ValueError BAD_OPTION; ShapeError SHAPE_MISMATCH where the field is smaller
 */
export function crop(options: { shape: readonly [number, number] }): AugmentationStep {
  checkOptions("crop", options, ["shape"]);
  const [rows, columns] = options.shape ?? [];
  checkWhole("crop", "rows of the shape", rows, 1);
  checkWhole("crop", "columns of the shape", columns, 1);
  return {
    step: "crop",
    draw(stream, sample) {
      checkField("crop", sample);
      const [height, width] = sample.field.shape;
      if (rows > height || columns > width) {
        throw new ShapeError(
          "SHAPE_MISMATCH",
          `crop: a part of ${rows} × ${columns} does not fit in a field of ${height} × ${width}. Give a smaller shape.`,
        );
      }
      return {
        shape: [rows, columns],
        corner: [stream.integer(height - rows + 1), stream.integer(width - columns + 1)],
      };
    },
  };
}

function checkField(owner: string, { field }: Sample): void {
  if (field.rank === 2) return;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `${owner}: the field has shape [${field.shape.join(", ")}] but rows and columns are needed. Give a matrix.`,
  );
}

function checkedRange(owner: string, name: string, range: readonly [number, number]): readonly [number, number] {
  const [low, high] = Array.isArray(range) ? range : [];
  if (Number.isFinite(low) && Number.isFinite(high) && low! <= high!) return range;
  throw new ValueError("BAD_OPTION", `${owner}: ${name} is ${String(range)}, which is no range. Give [low, high].`);
}

function checkedLook(owner: string, { method = "bilinear", beyond = Number.NaN }: LookOptions) {
  checkChoice(owner, "method", method, ["bilinear", "nearest"]);
  if (typeof beyond === "string") checkChoice(owner, "beyond", beyond, extensions);
  else checkNumber(owner, "beyond", beyond, "a number or an extension such as periodic", () => true);
  return { method, ...(Number.isNaN(beyond) ? {} : { beyond }) };
}
