import { type RandomStream, randomStream } from "@mesoscope/core";
import {
  checkOptions,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  tableBundle,
  ValueError,
} from "@mesoscope/sdk";
import { changes } from "./changes.js";
import { type FieldSample, type Sample, sampleOf } from "./field-sample.js";

/** What a step did, as plain data: its name and the numbers that were drawn for it. */
export interface AppliedStep {
  readonly step: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** A change of a sample whose parameters are drawn at random; made by functions such as `rotation` and `whiteNoise`. */
export interface AugmentationStep {
  readonly step: string;
  /** The parameters of one application. */
  draw(stream: RandomStream, sample: Sample): Readonly<Record<string, unknown>>;
}

/** A changed sample and the log from which `replay` makes it again. */
export class Augmented implements Displayable {
  readonly sample: Sample;
  readonly log: readonly AppliedStep[];

  /** @internal */
  constructor(sample: Sample, log: readonly AppliedStep[]) {
    this.sample = sample;
    this.log = log;
  }

  [displaySymbol](): MimeBundle {
    const rows = this.log.map(({ step, parameters }) => [step, JSON.stringify(parameters)]);
    return tableBundle({
      caption: `Field of ${this.sample.field.shape.join(" × ")}, augmented`,
      headings: ["step", "with"],
      rows,
    });
  }
}

/**
 * A sample changed by steps, one after the other; the same seed gives the same changes.
 *
 * @example
 * const turned = augment({ field: [[1, 2], [3, 4]] }, [rotation({ quarters: true })], { seed: 1 });
 * turned.log[0].step; // "rotation"
 * replay({ field: [[1, 2], [3, 4]] }, turned.log).field.data.join() === turned.sample.field.data.join(); // true
 *
 * @throws ValueError BAD_OPTION where a step is none, NOT_FINITE; ShapeError SHAPE_MISMATCH
 */
export function augment(
  sample: FieldSample,
  steps: readonly AugmentationStep[],
  options: { seed?: number } = {},
): Augmented {
  checkOptions("augment", options, ["seed"]);
  const stream = randomStream(options.seed);
  const log: AppliedStep[] = [];
  let current = sampleOf("augment", sample);
  if (!Array.isArray(steps)) throw noStep("augment", steps);
  for (const [i, step] of steps.entries()) {
    if (typeof step?.draw !== "function") throw noStep("augment", step);
    const applied = { step: step.step, parameters: step.draw(stream.child(i), current) };
    current = apply("augment", current, applied);
    log.push(applied);
  }
  return new Augmented(current, log);
}

/**
 * A sample changed as a log says.
 *
 * @example
 * replay({ field: [[1, 2]] }, [{ step: "reflection", parameters: { axis: "x" } }]).field.data; // [2, 1]
 *
 * @throws ValueError BAD_OPTION where the log names an unknown step; as `augment`
 */
export function replay(sample: FieldSample, log: readonly AppliedStep[]): Sample {
  if (!Array.isArray(log)) throw noStep("replay", log);
  return log.reduce((current, applied) => apply("replay", current, applied), sampleOf("replay", sample));
}

function apply(owner: string, sample: Sample, { step, parameters }: AppliedStep): Sample {
  const change = changes[step];
  if (change) return change(sample, parameters);
  throw noStep(owner, step);
}

function noStep(owner: string, found: unknown): ValueError {
  return new ValueError(
    "BAD_OPTION",
    `${owner}: ${String(found)} is no step. Give steps such as rotation(), or the log of an augmented sample.`,
  );
}
