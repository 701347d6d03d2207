import { NDArray } from "@mesoscope/core";
import { checkOptions, checkPositive, checkWhole, ValueError } from "@mesoscope/sdk";
import type { Domain } from "../domains/domain.js";

/** What `causality` takes. */
export interface CausalityOptions {
  /** How much earlier residuals hold back later times; 1 by default. */
  readonly tolerance?: number;
  /** Into how many parts time is cut; 32 by default. */
  readonly segments?: number;
}

/** Weights of points that let equations count only after earlier times are solved; made by `causality`. */
export interface Causality {
  readonly name: "causality";
  /** Checks that there is a time. @internal */
  check(domain: Domain): void;
  /** What each point counts, from mean squares of the residual over a pool. @internal */
  shares(domain: Domain, points: NDArray, pool: NDArray, squares: Float64Array): NDArray;
}

/**
 * Lets the equations at a time count by `exp(-tolerance * sum of mean squared residuals at earlier times)`, so that the
 * solution grows from its start; for problems in time that settle on a wrong solution otherwise. The weights are renewed
 * with the points, and go to 1 as the residuals vanish.
 *
 * @example
 * causality({ tolerance: 10 }).name; // "causality"
 *
 * @throws ValueError BAD_OPTION
 * @see Wang, Sankaran & Perdikaris, Respecting causality for training physics-informed neural networks, Comput. Methods
 *   Appl. Mech. Eng. 421 (2024) 116813, equation 15
 */
export function causality(options: CausalityOptions = {}): Causality {
  const owner = "causality";
  checkOptions(owner, options, ["tolerance", "segments"]);
  const { tolerance = 1, segments = 32 } = options;
  checkPositive(owner, "tolerance", tolerance);
  checkWhole(owner, "segments", segments, 2);
  return {
    name: owner,
    check({ coordinates }) {
      if (coordinates.includes("t")) return;
      throw new ValueError(
        "NO_TIME",
        `${owner}: the domain has the coordinates ${coordinates.join(", ")} and no t. Leave causality out.`,
      );
    },
    shares(domain, points, pool, squares) {
      const segmentsOf = segmentOf(domain, segments);
      const [sums, counts] = [new Float64Array(segments), new Float64Array(segments)];
      segmentsOf(pool).forEach((segment, i) => {
        sums[segment]! += squares[i]!;
        counts[segment]!++;
      });
      let earlier = 0;
      const weights = sums.map((sum, k) => {
        const weight = Math.exp(-tolerance * earlier);
        earlier += sum / Math.max(1, counts[k]!);
        return weight;
      });
      const shares = Float64Array.from(segmentsOf(points), (segment) => weights[segment]!);
      return new NDArray(shares, [shares.length, 1]);
    },
  };
}

/** For each point the part of time that it lies in. */
function segmentOf({ coordinates, lower, upper }: Domain, segments: number): (points: NDArray) => Int32Array {
  const at = coordinates.indexOf("t");
  return (points) =>
    Int32Array.from(points.column(at).data, (t) =>
      Math.min(segments - 1, Math.floor((segments * (t - lower[at]!)) / (upper[at]! - lower[at]!))),
    );
}
