import type { NDArray } from "@mesoscope/core";

/** Areas, in pixels, of the regions of a picture of shape [height, width] that are 1; pixels with a common side connect. */
export function connectedRegions(mask: NDArray): number[] {
  const [height, width] = mask.shape as [number, number];
  const waiting = new Set([...mask.data.keys()].filter((at) => mask.data[at] === 1));
  const areas: number[] = [];
  for (const first of waiting) {
    const region = [first];
    waiting.delete(first);
    for (const at of region) {
      for (const next of neighbours(at, height, width)) if (waiting.delete(next)) region.push(next);
    }
    areas.push(region.length);
  }
  return areas;
}

function neighbours(at: number, height: number, width: number): number[] {
  const [row, column] = [Math.floor(at / width), at % width];
  return [
    ...(row > 0 ? [at - width] : []),
    ...(row < height - 1 ? [at + width] : []),
    ...(column > 0 ? [at - 1] : []),
    ...(column < width - 1 ? [at + 1] : []),
  ];
}
