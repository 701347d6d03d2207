import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "rolldown";
import { sharedPackages } from "./dist/federation/shared-packages.js";

const name = "@mesoscope/lab";
const page = `globalThis._JUPYTERLAB[${JSON.stringify(name)}].shared`;

/** Turns every import of a package that the page shares into a look-up; there must be no second copy of one. */
const takeFromPage: Plugin = {
  name: "take-from-page",
  resolveId(source) {
    if ((sharedPackages as readonly string[]).includes(source)) return `\0page:${source}`;
    if (/^(@jupyterlab|@lumino|@lezer|yjs|react-dom)(\/|$)/.test(source))
      throw new Error(`${source} must come from the page: add it to shared-packages.ts.`);
    return null;
  },
  load(id) {
    if (!id.startsWith("\0page:")) return null;
    return { code: `module.exports = ${page}[${JSON.stringify(id.slice(6))}];`, moduleType: "js" };
  },
};

/** JupyterLab loads the entry as a plain script, whose names must not be seen by others, and finds it by `package.json`. */
const describeExtension: Plugin = {
  name: "describe-extension",
  generateBundle(_, bundle) {
    const entry = Object.values(bundle).find((chunk) => chunk.type === "chunk" && chunk.isEntry);
    if (entry?.type !== "chunk") throw new Error("There is no entry.");
    entry.code = `(() => {\n${entry.code.replace(/export\s*\{\s*\};?/, "")}\n})();\n`;
    const hash = createHash("sha256").update(entry.code).digest("hex").slice(0, 20);
    entry.fileName = `static/remoteEntry.${hash}.js`;
    const { version, description, license } = JSON.parse(readFileSync("package.json", "utf8"));
    const modules = { extension: "./extension", mimeExtension: "./mimeExtension" };
    const jupyterlab = {
      extension: true,
      mimeExtension: true,
      _build: { load: entry.fileName, ...modules, style: "./style" },
    };
    const manifest = { name, version, description, license, jupyterlab };
    this.emitFile({ type: "asset", fileName: "package.json", source: `${JSON.stringify(manifest, null, 2)}\n` });
  },
};

/** The prebuilt extension: a folder as JupyterLab expects it, with nothing of JupyterLab's in it. */
export default defineConfig({
  input: { remoteEntry: "dist/federation/remote-entry.js" },
  platform: "browser",
  moduleTypes: { ".css": "text" },
  transform: { define: { "process.env.NODE_ENV": '"production"' } },
  plugins: [takeFromPage, describeExtension],
  output: {
    dir: "dist/labextension",
    cleanDir: true,
    minify: true,
    entryFileNames: "static/[name].js",
    chunkFileNames: "static/[name].[hash].js",
  },
});
