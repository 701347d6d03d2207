import type { NDArray } from "@mesoscope/core";

/** A layer of Keras: its class, its settings, and its weights by their names. */
export interface KerasLayer {
  readonly className: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly weights?: Readonly<Record<string, NDArray>>;
}

/** Another order of a row's axes: those of `axes`, which count from 0. */
export function permute(axes: readonly number[]): KerasLayer {
  return { className: "Permute", config: { dims: axes.map((axis) => axis + 1) } };
}

/** Layers of Keras, which take […lengths, channels], for rows whose channels lie along another axis. */
export function withChannelsLast(layers: readonly KerasLayer[], rank: number, axis = 0): KerasLayer[] {
  const others = Array.from({ length: rank }, (_, i) => i).toSpliced(axis, 1);
  const back = others.map((_, i) => i).toSpliced(axis, 0, rank - 1);
  return [permute([...others, axis]), ...layers, permute(back)];
}

/** The same layers without permutations that follow each other. */
export function withoutDetours(layers: readonly KerasLayer[]): KerasLayer[] {
  const kept: KerasLayer[] = [];
  for (const layer of layers) {
    const [first, second] = [kept.at(-1), layer].map(axesOf);
    if (first && second) kept.pop();
    const axes = first && second ? second.map((axis) => first[axis]) : second;
    if (axes?.every((axis, i) => axis === i)) continue;
    kept.push(axes ? permute(axes) : layer);
  }
  return kept;
}

function axesOf(layer: KerasLayer | undefined): number[] | undefined {
  return layer?.className === "Permute" ? (layer.config!.dims as number[]).map((axis) => axis - 1) : undefined;
}
