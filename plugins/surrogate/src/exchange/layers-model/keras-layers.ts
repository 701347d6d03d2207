import type { NDArray } from "@mesoscope/core";
import { DataError } from "@mesoscope/sdk";
import type { Shape } from "@mesoscope/tensor";
import { placeOf } from "../../layers/child.js";
import type { Layer, LayerData } from "../../layers/layer.js";
import type { ParameterTree } from "../../layers/parameter-tree.js";
import { loadLayer } from "../../networks/load-layer.js";
import type { KerasLayer } from "./keras-layer.js";
import { rules } from "./rules.js";

/** Of rows, since some layers of TensorFlow.js take four with that of the rows. */
const mostAxes = 3;

/** A layer that is no chain of others, where it stands, and its parameters. */
interface Link {
  readonly data: LayerData;
  readonly parameters: ParameterTree<NDArray>;
  readonly place: string;
}

/**
 * The layers of Keras that do the same with rows of a shape.
 *
 * @throws DataError UNSUPPORTED, which names the layer
 */
export function kerasLayers(network: Layer, parameters: ParameterTree<NDArray>, input: Shape): KerasLayer[] {
  const layers: KerasLayer[] = [];
  let shape = input;
  for (const { data, parameters: own, place } of links(network.toJSON(), parameters, network.name)) {
    const rule = Object.hasOwn(rules, data.layer) ? rules[data.layer] : () => "there is none of its kind";
    const made = rule(data.options as never, own as never, shape);
    if (typeof made === "string") throw unsupported(place, made);
    const next = loadLayer(data).outputShape(shape);
    if (Math.max(shape.length, next.length) > mostAxes)
      throw unsupported(place, `its rows have ${mostAxes} axes at most`);
    layers.push(...made);
    shape = next;
  }
  return layers;
}

/** The layers of chains within chains, one after the other. */
function links(data: LayerData, parameters: ParameterTree<NDArray>, place: string): Link[] {
  if (data.layer !== "sequential") return [{ data, parameters, place }];
  return (data.options as readonly LayerData[]).flatMap((part, i) =>
    links(part, (parameters as readonly ParameterTree<NDArray>[])[i], placeOf(i, { name: part.layer })),
  );
}

function unsupported(place: string, reason: string): DataError {
  return new DataError(
    "UNSUPPORTED",
    `toLayersModel: ${place} has no counterpart in TensorFlow.js: ${reason}. Write the network by toOnnx.`,
  );
}
