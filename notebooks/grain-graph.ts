/** A grain of a picture. */
export interface Grain {
  readonly id: number;
  /** In the square of the unit of the picture's width. */
  readonly area: number;
  /** x and y of its middle, in the unit of the picture's width. */
  readonly centre: readonly [number, number];
}

/** Where two grains touch. */
export interface Boundary {
  /** Places of the two grains in the list. */
  readonly ends: readonly [number, number];
  /** In the unit of the picture's width, along the rims of pixels. */
  readonly length: number;
}

/** Grains as nodes and boundaries as edges. */
export interface GrainGraph {
  readonly grains: readonly Grain[];
  readonly boundaries: readonly Boundary[];
}

/**
 * The graph of a square picture in which each pixel holds the number of its grain. What leaves the picture on one side
 * comes in on the other.
 *
 * @param width of the picture, in any unit of length
 */
export function grainGraph(pixels: ArrayLike<number>, width: number): GrainGraph {
  const side = Math.sqrt(pixels.length);
  const pixel = width / side;
  const found = new Map<number, { count: number; waves: [number, number, number, number] }>();
  const lengths = new Map<string, number>();
  for (let at = 0; at < pixels.length; at++) {
    const [row, column, id] = [Math.floor(at / side), at % side, pixels[at]!];
    const grain = found.get(id) ?? { count: 0, waves: [0, 0, 0, 0] };
    found.set(id, grain);
    grain.count++;
    [column, row].forEach((place, axis) => {
      const angle = (2 * Math.PI * (place + 0.5)) / side;
      grain.waves[2 * axis]! += Math.cos(angle);
      grain.waves[2 * axis + 1]! += Math.sin(angle);
    });
    const right = pixels[row * side + ((column + 1) % side)]!;
    const below = pixels[((row + 1) % side) * side + column]!;
    for (const other of [right, below]) {
      if (other === id) continue;
      const pair = `${Math.min(id, other)} ${Math.max(id, other)}`;
      lengths.set(pair, (lengths.get(pair) ?? 0) + pixel);
    }
  }
  const ids = [...found.keys()].sort((a, b) => a - b);
  const placeOf = new Map(ids.map((id, place) => [id, place]));
  const grains = ids.map((id) => {
    const { count, waves } = found.get(id)!;
    return { id, area: count * pixel ** 2, centre: [middle(waves[0], waves[1]), middle(waves[2], waves[3])] as const };
  });
  const boundaries = [...lengths].map(([pair, length]) => {
    const [a, b] = pair.split(" ").map((id) => placeOf.get(Number(id))!);
    return { ends: [a!, b!] as const, length };
  });
  return { grains, boundaries };

  /** On a circle, since a grain may lie across the rim. */
  function middle(cosines: number, sines: number): number {
    return (width * (Math.atan2(-sines, -cosines) + Math.PI)) / (2 * Math.PI);
  }
}
