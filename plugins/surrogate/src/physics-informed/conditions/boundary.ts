import type { WallPoint } from "../domains/geometry.js";
import { type FormulaFunction, readFormula } from "../mathematics/formula.js";
import { type Condition, type ConditionOptions, readOptions, titleOf } from "./condition.js";

/** What `boundary` takes besides. */
export interface BoundaryOptions extends ConditionOptions {
  /** Which part of the boundary: `where: ({ x }) => x === 0`; all of it by default. */
  readonly where?: (point: Readonly<Record<string, number>>) => boolean;
}

/**
 * A condition on the boundary in space, at all times. The outward normal is `n_x`, `n_y`, … for the coordinates, so that
 * `"u_x*n_x + u_y*n_y = 0"` lets nothing through.
 *
 * @example
 * const isLeft = ({ x }) => x === 0;
 * const conditions = [boundary("u = 1", { where: isLeft }), boundary("u_x*n_x + u_y*n_y = 0", { where: (p) => !isLeft(p) })];
 * physicsInformed({ domain: box({ x: [0, 1], y: [0, 1] }), residual: "u_xx + u_yy", conditions }).options.conditions.length; // 2
 *
 * @throws as `initial`; `fit`: ValueError NO_POINTS where no part of the boundary is chosen
 */
export function boundary(equation: string | FormulaFunction, options: BoundaryOptions = {}): Condition {
  const owner = "boundary";
  const { weight, points } = readOptions(owner, options, ["where"]);
  const { where = () => true } = options;
  return {
    bind({ domain, names }) {
      const { coordinates } = domain;
      const time = coordinates.indexOf("t");
      const normalNames = coordinates.map((name) => `n_${name}`);
      const isWanted = ({ point, normal }: WallPoint) =>
        !(time >= 0 && normal[time] !== 0) &&
        where(Object.fromEntries(coordinates.map((name, j) => [name, point[j]!])));
      return {
        name: titleOf(owner, equation),
        weight,
        draw(seed) {
          const walls = domain.drawWalls(owner, points, seed, isWanted);
          const extra = Object.fromEntries(normalNames.map((name, j) => [name, walls.normals.column(j)]));
          return { points: walls.points, extra };
        },
        formula: readFormula(owner, equation, { ...names, others: [...names.others, ...normalNames] }),
      };
    },
  };
}
