/** What the builds of the kernels have in common: AssemblyScript to WebAssembly, only where a source has changed. */
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

const common = [
  ...["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd"],
  // Vectors are handed from file to file, none to JavaScript.
  ...["--disableWarning", "112"],
];

/**
 * Compiles the kernels of a folder, `index.ts`, to a module that exports each of their variants as base64.
 *
 * @param variants the compiler's options by the name of the variant
 */
export async function compileKernels(folder, target, variants) {
  const header = `// ${hashOf(folder)}\n`;
  if (existsSync(target) && readFileSync(target, "utf8").startsWith(header)) return;
  const asc = await import("assemblyscript/asc");
  let text = header;
  for (const [name, options] of Object.entries(variants)) {
    text += `export const ${name} = "${await compile(asc, folder, options)}";\n`;
  }
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(`${target}.new`, text);
  renameSync(`${target}.new`, target);
}

/** Of the sources, of the builds and of the compiler. */
function hashOf(folder) {
  const sources = globSync("*.{ts,mjs}", { cwd: folder }).sort();
  const compiler = readFileSync(new URL("package.json", import.meta.resolve("assemblyscript/package.json")));
  const hash = createHash("sha256")
    .update(compiler)
    .update(readFileSync(import.meta.filename));
  for (const file of sources) hash.update(`${file}\0`).update(readFileSync(path.join(folder, file)));
  return hash.digest("hex");
}

async function compile(asc, folder, options) {
  let binary;
  const { error, stdout, stderr } = await asc.main(["index.ts", ...common, ...options, "--outFile", "kernels.wasm"], {
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
    // The decorator of a function may stand in a comment, as a function with one is no TypeScript.
    return existsSync(file) ? readFileSync(file, "utf8").replaceAll("// @inline\n", "@inline\n") : null;
  }
}
