import type { NDArray } from "@mesoscope/core";
import { DataError, MesoscopeError, ValueError } from "@mesoscope/sdk";
import { flatten } from "../graph/tree.js";
import { decodeSafetensors, type Safetensors } from "./decode-safetensors.js";
import { encodeSafetensors, type SafetensorsOptions } from "./encode-safetensors.js";

/** Names a file gives to the form of its tree, and to an array that stands alone. */
const [formName, singleName] = ["tree", "array"];

/**
 * Keeps lists and objects of arrays, such as the state of a training, in a safetensors file: whole or not at all, so that
 * an interruption leaves the file of before. The arrays are named by their paths, such as `layers.0.weights`.
 *
 * @example
 * const file = `${process.env.TMPDIR ?? "/tmp"}/mesoscope-example.safetensors`;
 * await saveTree(file, { weights: [[1, 2], [3, 4]], step: 7 });
 * (await loadTree(file)).weights.data; // [1, 2, 3, 4]
 *
 * @throws ShapeError BAD_TREE at what is no array, with its path; ValueError BAD_VALUE where two arrays have one path
 */
export async function saveTree(path: string, tree: unknown, options: SafetensorsOptions = {}): Promise<void> {
  const { leaves, paths, rebuild } = flatten(tree);
  const names = paths.map((leafPath) => leafPath || singleName);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new ValueError("BAD_VALUE", `saveTree: two arrays have the path ${twice}. Leave dots out of names.`);
  }
  const arrays = Object.fromEntries(names.map((name, i) => [name, leaves[i] as NDArray]));
  const metadata = { ...options.metadata, [formName]: JSON.stringify(rebuild(names)) };
  const { writeWhole } = await import("@mesoscope/sdk/whole-file");
  await writeWhole(path, encodeSafetensors(arrays, { ...options, metadata }));
}

/**
 * The tree that `saveTree` kept, with an `NDArray` in the place of every array and number. A safetensors file of another
 * maker gives its arrays by name.
 *
 * @example
 * const file = `${process.env.TMPDIR ?? "/tmp"}/mesoscope-optimizer.safetensors`;
 * await saveTree(file, adam().initial([1, 2]));
 * (await loadTree(file)).moments.gradients.data; // [0, 0]
 *
 * @throws DataError FILE_NOT_FOUND; BAD_FILE, with what is wrong
 */
// biome-ignore lint/suspicious/noExplicitAny: the form of the tree is known to who saved it
export async function loadTree(path: string): Promise<any> {
  const { readWhole } = await import("@mesoscope/sdk/whole-file");
  const { arrays, metadata } = decoded(path, await readWhole("loadTree", path));
  const form = metadata[formName];
  if (form === undefined) return arrays;
  return planted(parsed(path, form));

  function planted(part: unknown): unknown {
    if (typeof part === "string" && Object.hasOwn(arrays, part)) return arrays[part];
    if (Array.isArray(part)) return part.map(planted);
    if (typeof part === "object" && part !== null) {
      return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, planted(inner)]));
    }
    throw badFile(path, `the form of its tree names ${String(part)}, which it does not hold`);
  }
}

function decoded(path: string, bytes: Uint8Array): Safetensors {
  try {
    return decodeSafetensors(bytes);
  } catch (cause) {
    if (!(cause instanceof MesoscopeError)) throw cause;
    throw new DataError(cause.code, cause.message.replace("decodeSafetensors: this", `loadTree: ${path}`), { cause });
  }
}

function parsed(path: string, form: string): unknown {
  try {
    return JSON.parse(form);
  } catch (cause) {
    throw badFile(path, "the form of its tree is no JSON", cause);
  }
}

function badFile(path: string, what: string, cause?: unknown): DataError {
  return new DataError("BAD_FILE", `loadTree: ${path}: ${what}. Save the tree again.`, { cause });
}
