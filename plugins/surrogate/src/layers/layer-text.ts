import type { LayerData } from "./layer.js";

/** A layer with its options in a line, and the layers inside it in lines below, indented. */
export function layerText({ layer, options }: LayerData, name = ""): string {
  const entries = Object.entries((options ?? {}) as object);
  const plain = entries
    .filter(([, value]) => layersIn(value).length === 0)
    .map(([key, value]) => `${key} ${plainText(value)}`);
  const inside = entries.flatMap(([key, value]) => layersIn(value).map((each) => layerText(each, nameOf(key))));
  const head = [`${name}${layer}`, ...(plain.length > 0 ? [plain.join(", ")] : [])].join(": ");
  return [head, ...inside.map((text) => text.replace(/^/gm, "  "))].join("\n");
}

/** The layers of an option that is a layer, or a list of layers. */
function layersIn(value: unknown): readonly LayerData[] {
  const list = Array.isArray(value) ? value : [value];
  return list.length > 0 && list.every(isLayer) ? list : [];
}

function isLayer(value: unknown): value is LayerData {
  return typeof value === "object" && value !== null && "layer" in value && "options" in value;
}

/** Layers of a list have no names but their places. */
function nameOf(key: string): string {
  return /^\d+$/.test(key) ? "" : `${key}: `;
}

function plainText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
