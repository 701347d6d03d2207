import { addNoise } from "./add-noise.js";
import type { Sample } from "./field-sample.js";
import { cropWarp, reflectionWarp, rotationWarp, translationWarp, warp } from "./warp.js";

// biome-ignore lint/suspicious/noExplicitAny: each change reads what its own step has drawn
type Change = (sample: Sample, parameters: any) => Sample;

/** How the steps of a log are applied, by name. */
export const changes: Readonly<Record<string, Change>> = {
  rotation: (sample, { angle, ...look }) => warp(sample, rotationWarp(sample.field.shape, angle), look),
  reflection: (sample, { axis }) => (axis === null ? sample : warp(sample, reflectionWarp(sample.field.shape, axis))),
  translation: (sample, { rows, columns, ...look }) =>
    warp(sample, translationWarp(sample.field.shape, rows, columns), look),
  crop: (sample, { shape, corner }) => warp(sample, cropWarp(shape, corner)),
  noise: (sample, parameters) => ({ ...sample, field: addNoise(sample.field, parameters) }),
};
