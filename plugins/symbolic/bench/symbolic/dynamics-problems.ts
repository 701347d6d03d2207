import { NDArray } from "@mesoscope/core";
import { sparseDynamics, sparseFields } from "@mesoscope/symbolic";

/** Columns of a table by name. */
type Columns = Readonly<Record<string, ArrayLike<number>>>;

const rightSide = (equation: string) => equation.slice(equation.indexOf("=") + 2);

/** The right-hand side of every state, from columns `t`, states and, where there are any, `d_<state>`. */
export async function discoverOde(columns: Columns): Promise<string[]> {
  const names = Object.keys(columns).filter((name) => name !== "t" && !name.startsWith("d_"));
  const rows = columns.t.length;
  const table = (of: (name: string) => ArrayLike<number>) =>
    new NDArray(
      Float64Array.from(
        { length: rows * names.length },
        (_, k) => of(names[k % names.length])[Math.floor(k / names.length)],
      ),
      [rows, names.length],
    );
  const hasRates = names.every((name) => `d_${name}` in columns);
  const derivatives = hasRates ? { derivatives: table((name) => columns[`d_${name}`]) } : {};
  const model = await sparseDynamics({ names }).fit(
    Float64Array.from(columns.t),
    table((name) => columns[name]),
    derivatives,
  );
  return model.equations.map(rightSide);
}

/** The right-hand side of u_t in u, u_x, u_xx and so on, from columns `t`, `x` and `u` of a grid in long form. */
export async function discoverPde(columns: Columns): Promise<string> {
  const points = (name: string) => [...new Set(Array.from(columns[name]))].sort((a, b) => a - b);
  const [t, x] = [points("t"), points("x")];
  const u = new Float64Array(t.length * x.length).fill(Number.NaN);
  const [atTime, atPlace] = [t, x].map((axis) => new Map(axis.map((value, i) => [value, i])));
  for (let row = 0; row < columns.u.length; row++) {
    u[atTime.get(columns.t[row])! * x.length + atPlace.get(columns.x[row])!] = columns.u[row];
  }
  const model = await sparseFields().fit({ t, x }, { u: new NDArray(u, [t.length, x.length]) });
  return rightSide(model.writtenOut[0]);
}
