import { ShapeError, ShownTable, shortNumber, type TextTable, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asVector } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";

/** The classes of samples: names, or numbers. */
export type Labels = readonly string[] | ArrayInput;

/**
 * How often each class was taken for each other, with precision, recall and F1 of every class.
 *
 * @example
 * const found = confusionMatrix(["fatigue", "wear", "wear"], ["fatigue", "wear", "fatigue"]);
 * found.counts.toArray(); // [[1, 0], [1, 1]]
 * found.accuracy.toFixed(4); // "0.6667"
 *
 * @throws ShapeError SHAPE_MISMATCH; ValueError EMPTY
 */
export function confusionMatrix(y: Labels, predicted: Labels): ConfusionMatrix {
  return new ConfusionMatrix(y, predicted);
}

/** Which classes were taken for which; `confusionMatrix` makes one. */
export class ConfusionMatrix extends ShownTable {
  /** The classes, sorted. */
  readonly labels: readonly (string | number)[];
  /** Of shape [classes, classes]: rows are true classes, columns predicted ones. */
  readonly counts: NDArray;
  /** The share of samples whose class was found. */
  readonly accuracy: number;
  /** Of the samples taken for a class, the share that belongs to it; NaN where there are none. */
  readonly precision: NDArray;
  /** Of the samples of a class, the share that was found; NaN where there are none. */
  readonly recall: NDArray;
  /** The harmonic mean of precision and recall: twice the hits over all samples of the class, true or taken for it. */
  readonly f1: NDArray;

  /** @internal */
  constructor(y: Labels, predicted: Labels) {
    super();
    const [truth, guess] = [labelsOf("y", y), labelsOf("predicted", predicted)];
    if (truth.length !== guess.length) {
      throw new ShapeError(
        "SHAPE_MISMATCH",
        `confusionMatrix: y has ${truth.length} labels but predicted has ${guess.length}. Give one prediction per target.`,
      );
    }
    if (truth.length === 0) {
      throw new ValueError("EMPTY", "confusionMatrix: there are no labels to compare. Give at least one sample.");
    }
    this.labels = [...new Set([...truth, ...guess])].sort((a, b) => (a < b ? -1 : 1));
    const k = this.labels.length;
    const place = new Map(this.labels.map((label, i) => [label, i]));
    this.counts = new NDArray(new Float64Array(k * k), [k, k]);
    truth.forEach((label, i) => {
      this.counts.data[place.get(label)! * k + place.get(guess[i]!)!]!++;
    });
    const hits = this.labels.map((_, i) => this.counts.get(i, i));
    const sums = (axis: 0 | 1) =>
      this.labels.map((_, i) => (axis ? this.counts.row(i) : this.counts.column(i)).data.reduce((a, b) => a + b, 0));
    const [taken, present] = [sums(0), sums(1)];
    this.accuracy = hits.reduce((a, b) => a + b, 0) / truth.length;
    this.precision = new NDArray(Float64Array.from(hits, (hit, i) => hit / taken[i]!));
    this.recall = new NDArray(Float64Array.from(hits, (hit, i) => hit / present[i]!));
    this.f1 = new NDArray(Float64Array.from(hits, (hit, i) => (2 * hit) / (taken[i]! + present[i]!)));
  }

  protected table(): TextTable {
    return {
      caption: `accuracy ${shortNumber(this.accuracy)}; rows are true classes, columns predicted ones`,
      headings: ["", ...this.labels.map(String), "precision", "recall", "F1"],
      rows: this.labels.map((label, i) => [
        String(label),
        ...Array.from(this.counts.row(i).data, String),
        ...[this.precision, this.recall, this.f1].map((scores) => shortNumber(scores.get(i))),
      ]),
    };
  }
}

function labelsOf(name: string, labels: Labels): (string | number)[] {
  const isNamed = Array.isArray(labels) && labels.length > 0 && labels.every((label) => typeof label === "string");
  return isNamed ? [...(labels as string[])] : [...asVector(labels as ArrayInput, `confusionMatrix: ${name}`).data];
}
