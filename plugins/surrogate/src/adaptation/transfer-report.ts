import { type NDArray, norm } from "@mesoscope/core";
import { ShapeError, ShownTable, shortNumber, type TextTable } from "@mesoscope/sdk";
import { mapLeaves, type ParameterTree } from "../layers/parameter-tree.js";
import { relativeChange } from "../relative-change.js";

/** How far one tensor of parameters moved. */
export interface ParameterChange {
  readonly path: string;
  readonly shape: readonly number[];
  /** The Euclidean norm before. */
  readonly norm: number;
  /** The norm of the difference. */
  readonly change: number;
  /** The change relative to the norm before; infinite where that was 0. */
  readonly relativeChange: number;
}

/** What moved between two states of a network; made by `transferReport`. */
export class TransferReport extends ShownTable {
  /** In the order of the parameters. */
  readonly changes: readonly ParameterChange[];

  /** @internal */
  constructor(changes: readonly ParameterChange[]) {
    super();
    this.changes = changes;
  }

  /** The change of all parameters together, relative to their norm before. */
  get relativeChange(): number {
    const change = norm(this.changes.map((one) => one.change));
    return change === 0 ? 0 : change / norm(this.changes.map((one) => one.norm));
  }

  /** Paths of the parameters that are as they were. */
  get unchanged(): readonly string[] {
    return this.changes.filter(({ change }) => change === 0).map(({ path }) => path);
  }

  protected table(): TextTable {
    return {
      caption: `What moved: ${percent(this.relativeChange)} in all, ${this.unchanged.length} of ${this.changes.length} tensors as they were`,
      headings: ["parameters", "shape", "norm before", "change", "change, %"],
      rows: this.changes.map(({ path, shape, norm, change, relativeChange }) => [
        path || "all",
        `[${shape.join(", ")}]`,
        shortNumber(norm),
        shortNumber(change),
        shortNumber(100 * relativeChange),
      ]),
    };
  }
}

/**
 * How far each tensor of parameters moved, as by tuning a network to another task: which layers were kept, which were
 * learned anew.
 *
 * @example
 * const report = transferReport({ weights: asArray([3, 4]), bias: asArray([0]) }, { weights: asArray([3, 5]), bias: asArray([0]) });
 * report.changes[0].relativeChange; // 0.2
 * report.unchanged; // ["bias"]
 *
 * @throws ShapeError SHAPE_MISMATCH where the two have other paths or shapes
 */
export function transferReport(before: object, after: object): TransferReport {
  const then = new Map<string, NDArray>();
  mapLeaves(after as ParameterTree<NDArray>, (leaf, path) => then.set(path, leaf));
  const changes: ParameterChange[] = [];
  mapLeaves(before as ParameterTree<NDArray>, (leaf, path) => {
    const next = then.get(path);
    if (String(next?.shape) !== String(leaf.shape)) {
      throw new ShapeError(
        "SHAPE_MISMATCH",
        `transferReport: ${path || "the tensor"} has shape [${leaf.shape}] before and ${next ? `[${next.shape}]` : "is missing"} after. Give two states of one network.`,
      );
    }
    changes.push({
      path,
      shape: leaf.shape,
      norm: norm(leaf),
      change: norm(leaf.map((value, i) => next!.data[i]! - value)),
      relativeChange: relativeChange(leaf.data, next!.data),
    });
    then.delete(path);
  });
  const [added] = then.keys();
  if (added === undefined) return new TransferReport(changes);
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `transferReport: ${added} is there only after. Give two states of one network.`,
  );
}

function percent(share: number): string {
  return `${shortNumber(100 * share)} %`;
}
