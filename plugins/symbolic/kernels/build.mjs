/** Compiles the AssemblyScript kernels of this folder, where they have changed, to `dist/engine/kernels.js`, as base64. */
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

const folder = import.meta.dirname;
const target = path.join(folder, "..", "dist", "engine", "kernels.js");
const options = [
  ...["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd"],
  // Vectors are handed from file to file, none to JavaScript.
  ...["--disableWarning", "112"],
];

const sources = globSync("*.{ts,mjs}", { cwd: folder }).sort();
const compiler = readFileSync(new URL("package.json", import.meta.resolve("assemblyscript/package.json")));
const hash = createHash("sha256").update(compiler);
for (const file of sources) hash.update(`${file}\0`).update(readFileSync(path.join(folder, file)));
const header = `// ${hash.digest("hex")}\n`;

if (!existsSync(target) || !readFileSync(target, "utf8").startsWith(header)) {
  const asc = await import("assemblyscript/asc");
  const kernels = await compile(asc);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(`${target}.new`, `${header}export const kernels = "${kernels}";\n`);
  renameSync(`${target}.new`, target);
}

async function compile(asc) {
  let binary;
  const { error, stdout, stderr } = await asc.main(["index.ts", ...options, "--outFile", "kernels.wasm"], {
    readFile: (name, base) => readText(path.join(base, name)),
    writeFile(_name, contents) {
      binary = contents;
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`${stderr.toString()}${stdout.toString()}`, { cause: error });
  return Buffer.from(binary).toString("base64");

  function readText(name) {
    const file = path.isAbsolute(name) ? name : path.join(folder, name);
    // The decorator stands in a comment, as a function with one is no TypeScript.
    return existsSync(file) ? readFileSync(file, "utf8").replaceAll("// @inline\n", "@inline\n") : null;
  }
}
