/**
 * Colours for categories: the set of Okabe and Ito, told apart under every common colour vision,
 * without its yellow (too pale on white) and ordered by contrast.
 *
 * @see Okabe & Ito, Color Universal Design (2008), https://jfly.uni-koeln.de/color/
 */
export const categoryColors = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"] as const;

/** Symbols that go with the colours; 6 against 7, so that 42 categories look different. */
export const categoryShapes = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"] as const;

/** Line patterns that go with the colours. */
export const categoryDashes = [
  [1, 0],
  [7, 3],
  [2, 2.5],
  [9, 3, 2, 3],
  [4, 2],
  [12, 4],
] as const;

/** Entry `index` of a list that starts again at its end. */
export function cyclic<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}

/** Perceptually even colour scales, by what the numbers mean. */
export const colorSchemes = {
  /** From low to high. Viridis of van der Walt and Smith (2015). */
  sequential: "viridis",
  /** Both ways from a middle, safe for red–green blindness. Purple–orange of Brewer. */
  diverging: "purpleorange",
} as const;
