import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A Python environment with the packages, made at the first time; its interpreter. */
export function pythonWith(folder: string, packages: readonly string[]): string {
  const python = join(folder, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  const stamp = join(folder, "packages");
  const wanted = packages.join("\n");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return python;
  console.error(`Installing ${packages.join(", ")} into ${folder}`);
  execFileSync("python3", ["-m", "venv", folder], { stdio: "inherit" });
  execFileSync(python, ["-m", "pip", "install", "-q", ...packages], { stdio: "inherit" });
  writeFileSync(stamp, wanted);
  return python;
}
