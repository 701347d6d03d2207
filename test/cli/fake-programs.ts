import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A program of Node code with `args`, `fs`, `path` and `child_process` at hand. */
export function programText(code: string): string {
  const atHand = `const [fs, path, child_process] = ["fs", "path", "child_process"].map(process.getBuiltinModule);`;
  return `#!${process.execPath}\n${atHand}\nconst args = process.argv.slice(2);\n${code}\n`;
}

/** Writes such a program into a folder that serves as the PATH. */
export function program(folder: string, name: string, code: string): void {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, name);
  writeFileSync(file, programText(code));
  chmodSync(file, 0o755);
}
