import { createRequire } from "node:module";

/** The versions of what runs a notebook. */
export interface Versions {
  tslab: string;
  typescript: string;
  node: string;
}

/**
 * The version of tslab whose interface this is, and those of TypeScript (empty where none is installed) and Node.
 *
 * @example
 * versions.tslab; // "1.0.22"
 */
export const versions: Versions = { tslab: "1.0.22", typescript: installed("typescript"), node: process.version };

function installed(name: string): string {
  try {
    return (createRequire(import.meta.url)(`${name}/package.json`) as { version: string }).version;
  } catch {
    return "";
  }
}
