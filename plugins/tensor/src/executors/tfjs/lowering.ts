import type * as tfjs from "@tensorflow/tfjs-core";
import type { Tensor } from "../../graph/tensor.js";

/** The library TensorFlow.js; all copies of it in a process share one engine, which has one active backend. */
export type Tfjs = typeof tfjs;

/** A tensor on a device. */
export type Value = tfjs.Tensor;

/** How a primitive's result is made of its operands, by forward operations; their own temporaries are freed after it. */
// biome-ignore lint/suspicious/noExplicitAny: each lowering knows the attributes of its primitive
export type Lowering = (tf: Tfjs, operands: readonly Value[], result: Tensor<any>) => Value;

export type Lowerings = Readonly<Record<string, Lowering>>;
