import { placeOf } from "../layers/child.js";
import type { LayerData } from "../layers/layer.js";

/**
 * Where in a network the dense layer without activation is that ends it, as `watch` names places: "" for the network
 * itself, undefined where another layer ends it.
 */
export function lastDensePlace({ layer, options }: LayerData): string | undefined {
  if (layer === "dense") {
    const { activation = "identity" } = options as { readonly activation?: string };
    return activation === "identity" ? "" : undefined;
  }
  if (layer !== "sequential") return undefined;
  const layers = options as readonly LayerData[];
  const last = layers.at(-1);
  const within = last && lastDensePlace(last);
  if (within === undefined) return undefined;
  const place = placeOf(layers.length - 1, { name: last!.layer });
  return within ? `${place}, ${within}` : place;
}
