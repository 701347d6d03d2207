import { statSync } from "node:fs";

/** Changes when the file does; empty where there is none. */
export function diskVersion(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? `${found.mtimeMs} ${found.size}` : "";
}
