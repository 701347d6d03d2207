import type { Tfjs } from "./lowering.js";

/** Loads more of the library without a warning for each operation that another copy of it has registered already. */
export async function quietly<T>({ env }: Tfjs, load: () => T | Promise<T>): Promise<T> {
  const before = env().getBool("PROD");
  env().set("PROD", true);
  try {
    return await load();
  } finally {
    env().set("PROD", before);
  }
}
