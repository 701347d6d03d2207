import { NDArray } from "@mesoscope/core";

/**
 * Pictures of one shape [height, width] in one, from left to right, with gaps of two pixels.
 *
 * @param gap what the gaps hold
 */
export function sideBySide(pictures: readonly NDArray[], gap: number): NDArray {
  const [height, width] = pictures[0]!.shape as [number, number];
  const across = pictures.length * (width + 2) - 2;
  const pixel = (_: unknown, at: number) => {
    const [row, column] = [Math.floor(at / across), at % across];
    const [place, inside] = [Math.floor(column / (width + 2)), column % (width + 2)];
    return inside < width ? pictures[place]!.get(row, inside) : gap;
  };
  return new NDArray(Float64Array.from({ length: height * across }, pixel), [height, across]);
}
