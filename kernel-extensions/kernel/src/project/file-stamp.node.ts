import { statSync } from "node:fs";

/** Differs when the file has been written or replaced since; empty where there is none. */
export function fileStamp(file: string): string {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.mtimeNs} ${found.size} ${found.ino}` : "";
}
