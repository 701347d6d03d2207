import { type ArrayInput, asMatrix, asVector } from "@mesoscope/core";
import { DataError, ShapeError } from "@mesoscope/sdk";

/** What was measured along one course of the system. */
export interface Trajectory {
  readonly times: Float64Array;
  /** One per state, each with a value per time. */
  readonly states: readonly Float64Array[];
  readonly controls: readonly Float64Array[];
  /** The rate of each state, where it was measured. */
  readonly rates?: readonly Float64Array[];
}

/** What a fit may be given besides times and states; for several trajectories one each. */
export interface FitData {
  /** Inputs to the system, of shape [rows, controls], or [rows] for one. */
  readonly controls?: ArrayInput | readonly ArrayInput[];
  /** Measured time derivatives of the states, of the shape of X. */
  readonly derivatives?: ArrayInput | readonly ArrayInput[];
}

const leastRows = 12;

/** Checked; one trajectory, or several where `t` is a list of arrays. */
export function readTrajectories(
  owner: string,
  t: ArrayInput | readonly ArrayInput[],
  X: ArrayInput | readonly ArrayInput[],
  { controls, derivatives }: FitData,
): Trajectory[] {
  const isList = Array.isArray(t) && typeof t[0] === "object" && t[0] !== null;
  const listOf = (given: unknown) => (isList ? (given as ArrayInput[]) : [given as ArrayInput]);
  const times = listOf(t);
  const parts = { X: listOf(X), controls: listOf(controls), derivatives: listOf(derivatives) };
  for (const [name, list] of Object.entries(parts)) {
    if (!isList || list === undefined || (Array.isArray(list) && list.length === times.length)) continue;
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: t has ${times.length} trajectories but ${name} has ${(list as unknown[])?.length}. Give one of each per trajectory.`,
    );
  }
  const found = times.map((each, i) =>
    readTrajectory(owner, each, parts.X[i], parts.controls?.[i], parts.derivatives?.[i]),
  );
  const differs = found.find(
    ({ states, controls: inputs }) =>
      states.length !== found[0].states.length || inputs.length !== found[0].controls.length,
  );
  if (!differs) return found;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `${owner}: one trajectory has ${differs.states.length} states, another ${found[0].states.length}. Give the same columns in all.`,
  );
}

function readTrajectory(
  owner: string,
  t: ArrayInput,
  X: ArrayInput,
  controls: ArrayInput | undefined,
  derivatives: ArrayInput | undefined,
): Trajectory {
  const times = asVector(t, `${owner}: t`).data;
  if (times.length < leastRows) {
    throw new DataError(
      "TOO_FEW_ROWS",
      `${owner}: a trajectory has ${times.length} rows, too few to tell terms apart. Give at least ${leastRows}.`,
    );
  }
  const stopped = times.findIndex((time, i) => !(time > (times[i - 1] ?? Number.NEGATIVE_INFINITY)));
  if (stopped >= 0) {
    throw new DataError(
      "NOT_INCREASING",
      `${owner}: time ${stopped} is ${times[stopped]} after ${times[stopped - 1]}. Sort the rows by time and drop repeated ones.`,
    );
  }
  const columns = (given: ArrayInput, name: string) => columnsOf(owner, given, name, times.length);
  const states = columns(X, "X");
  const constant = states.findIndex((column) => column.every((value) => value === column[0]));
  if (constant >= 0) {
    throw new DataError(
      "CONSTANT_STATE",
      `${owner}: column ${constant} of X is ${states[constant][0]} in every row, so it has no dynamics. Leave it out.`,
    );
  }
  const rates = derivatives === undefined ? undefined : columns(derivatives, "derivatives");
  if (rates && rates.length !== states.length) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: X has ${states.length} states but derivatives has ${rates.length}. Give one derivative per state.`,
    );
  }
  return {
    times,
    states,
    controls: controls === undefined ? [] : columns(controls, "controls"),
    ...(rates && { rates }),
  };
}

function columnsOf(owner: string, given: ArrayInput, name: string, rows: number): Float64Array[] {
  const matrix = asMatrix(given, `${owner}: ${name}`);
  if (matrix.shape[0] !== rows) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: t has ${rows} times but ${name} has ${matrix.shape[0]} rows. Give one row per time.`,
    );
  }
  const bad = matrix.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const width = matrix.shape[1];
    throw new DataError(
      "MISSING_VALUES",
      `${owner}: ${name} has ${matrix.data[bad]} at row ${Math.floor(bad / width)}, column ${bad % width}. Fill it in or drop the row.`,
    );
  }
  return Array.from({ length: matrix.shape[1] }, (_, j) => matrix.column(j).data.slice());
}
