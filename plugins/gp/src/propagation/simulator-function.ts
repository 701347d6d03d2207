import { asVector, NDArray } from "@mesoscope/core";
import { type ArrayLike, DataError, type Model, type NDArrayLike, tick, ValueError } from "@mesoscope/sdk";

/** What is analysed: a function of one point, or a model of all points at once. */
export type Simulated = ((x: number[]) => number | Promise<number>) | Pick<Model<ArrayLike, NDArrayLike>, "predict">;

/**
 * The value at every row of X, of shape [n]; a function is called row by row.
 *
 * @throws ValueError BAD_VALUE where it is neither function nor model; DataError MISSING_VALUES at a value not finite
 */
export async function evaluateAt(owner: string, simulated: Simulated, X: NDArray): Promise<NDArray> {
  const values = await rawValues(owner, simulated, X);
  const bad = values.data.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return values;
  throw new DataError(
    "MISSING_VALUES",
    `${owner}: the function gave ${values.data[bad]} at [${Array.from(X.row(bad).data, (x) => x.toPrecision(4)).join(", ")}]. Return a finite number everywhere.`,
  );
}

async function rawValues(owner: string, simulated: Simulated, X: NDArray): Promise<NDArray> {
  if (typeof (simulated as { predict?: unknown })?.predict === "function") {
    return asVector((simulated as Pick<Model<ArrayLike, NDArrayLike>, "predict">).predict(X), `${owner}: predictions`);
  }
  if (typeof simulated !== "function") {
    throw new ValueError(
      "BAD_VALUE",
      `${owner}: the first argument is no function. Give (x) => …, or a model with predict.`,
    );
  }
  const count = X.shape[0];
  const values = new NDArray(new Float64Array(count));
  for (let i = 0; i < count; i++) {
    await tick(i, count);
    values.data[i] = await simulated(Array.from(X.row(i).data));
  }
  return values;
}
