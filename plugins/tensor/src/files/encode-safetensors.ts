import type { NDArray } from "@mesoscope/core";
import { checkChoice, checkOptions, ValueError } from "@mesoscope/sdk";
import type { Precision } from "../executors/executor.js";

export interface SafetensorsOptions {
  /** Width of the numbers in the file: "double" (64 bits) unless given. */
  readonly precision?: Exclude<Precision, "mixed">;
  /** Texts to keep beside the arrays. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * Arrays by name as bytes of a safetensors file, which libraries of many languages read without running any code in it.
 * The same arrays give the same bytes.
 *
 * @example
 * const bytes = encodeSafetensors({ weights: array([[1, 2], [3, 4]]) }, { metadata: { made: "by hand" } });
 * decodeSafetensors(bytes).arrays.weights.data; // [1, 2, 3, 4]
 *
 * @throws ValueError BAD_OPTION; BAD_VALUE where a name is "__metadata__" or a metadatum is no text
 * @see https://github.com/huggingface/safetensors for the format
 */
export function encodeSafetensors(
  arrays: Readonly<Record<string, NDArray>>,
  options: SafetensorsOptions = {},
): Uint8Array {
  checkOptions("encodeSafetensors", options, ["precision", "metadata"]);
  const { precision = "double", metadata } = options;
  checkChoice("encodeSafetensors", "precision", precision, ["single", "double"]);
  checkNames(arrays, metadata);
  const width = precision === "double" ? 8 : 4;
  const names = Object.keys(arrays).sort();
  let end = 0;
  const entries = names.map((name) => {
    const { shape, size } = arrays[name]!;
    const begin = end;
    end += size * width;
    return [name, { dtype: precision === "double" ? "F64" : "F32", shape, data_offsets: [begin, end] }];
  });
  const header = new TextEncoder().encode(
    JSON.stringify({ ...(metadata && { __metadata__: metadata }), ...Object.fromEntries(entries) }),
  );
  // Spaces bring the numbers to a multiple of their width.
  const headerSize = Math.ceil(header.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerSize + end).fill(0x20, 8, 8 + headerSize);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerSize), true);
  bytes.set(header, 8);
  let offset = 8 + headerSize;
  for (const name of names) {
    const { data, size } = arrays[name]!;
    const target =
      width === 8 ? new Float64Array(bytes.buffer, offset, size) : new Float32Array(bytes.buffer, offset, size);
    target.set(data);
    offset += size * width;
  }
  return bytes;
}

function checkNames(arrays: object, metadata: object = {}): void {
  if ("__metadata__" in arrays) {
    throw new ValueError("BAD_VALUE", "encodeSafetensors: an array is named __metadata__. Give it another name.");
  }
  const bad = Object.entries(metadata).find(([, text]) => typeof text !== "string");
  if (!bad) return;
  throw new ValueError(
    "BAD_VALUE",
    `encodeSafetensors: metadata.${bad[0]} is ${typeof bad[1]}. Give texts, such as JSON.stringify of it.`,
  );
}
