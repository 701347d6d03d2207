import type { Thumbnail } from "@mesoscope/sdk";

/** Levels from 0 to 1; NaN where there is no number. */
export function levelsOf(digits: string): number[] {
  return [...digits].map((digit) => Number.parseInt(digit, 36) / 35);
}

/** Points of two levels each, those left out that lack one. */
export function pointsOf(digits: string): (readonly [x: number, y: number])[] {
  const levels = levelsOf(digits);
  const points = Array.from({ length: levels.length >> 1 }, (_, i) => [levels[2 * i]!, levels[2 * i + 1]!] as const);
  return points.filter(([x, y]) => !Number.isNaN(x + y));
}

/** The cells of a heat map by level: each level as the outline of unit squares, from the faintest to the strongest. */
export function outlinesOf(rows: readonly string[]): { readonly level: number; readonly outline: string }[] {
  const outlines = new Map<number, string>();
  for (const [y, row] of rows.entries()) {
    for (const [x, level] of levelsOf(row).entries()) {
      if (!Number.isNaN(level)) outlines.set(level, `${outlines.get(level) ?? ""}M${x} ${y}h1v1h-1z`);
    }
  }
  return [...outlines].sort(([a], [b]) => a - b).map(([level, outline]) => ({ level, outline }));
}

/** The pixels of a picture, row by row. */
export function pixelsOf({ width, rgb }: Extract<Thumbnail, { kind: "picture" }>) {
  const bytes = Uint8Array.from(atob(rgb), (character) => character.charCodeAt(0));
  return Array.from({ length: Math.floor(bytes.length / 3) }, (_, i) => ({
    x: i % width,
    y: Math.floor(i / width),
    color: `rgb(${bytes.slice(3 * i, 3 * i + 3).join(" ")})`,
  }));
}
