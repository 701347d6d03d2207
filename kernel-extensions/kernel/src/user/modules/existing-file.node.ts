import { existsSync } from "node:fs";
import { withoutVersion } from "./local-modules.node.js";

const endings = [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".json", "/index.ts", "/index.js"];

/** The file that TypeScript means by an address: it writes `./a.js`, or `./a`, for `a.ts`. */
export function existingFile(url: URL): string | undefined {
  if (existsSync(url) && /\.\w+$/.test(url.pathname)) return url.href;
  const stem = withoutVersion(url.href).replace(/\.(m|c)?jsx?$/, "");
  return endings.map((ending) => stem + ending).find((candidate) => existsSync(new URL(candidate)));
}
