"use strict";
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { writeAtomically } = require("./stamp.cjs");

/**
 * npm leaves platform packages that its registry does not offer out of the lockfile, and `npm ci` then fails elsewhere.
 * Run this file after every change of dependencies: it writes the entries that are missing.
 */

/** Optional packages that the lockfile asks for and does not list: where each belongs, and its version. */
function missingEntries(lock) {
  return Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name, version]) => /^\d/.test(version) && !hasVersion(lock, path, name, version))
      .map(([name, version]) => ({ path: `${parentFolder(path)}node_modules/${name}`, name, version })),
  );
}

/** Looks as Node does: beside the package and in every folder above. */
function hasVersion(lock, from, name, version) {
  for (let folder = from; ; folder = parentFolder(folder).replace(/\/$/, "")) {
    const entry = lock.packages[`${folder ? `${folder}/` : ""}node_modules/${name}`];
    if (entry) return entry.version === version;
    if (folder === "") return false;
  }
}

/** `a/node_modules/b` → `a/`; what no `node_modules` holds belongs to the root. */
const parentFolder = (path) => path.slice(0, Math.max(0, path.lastIndexOf("node_modules/")));

const systems = /(?<=[-/])(android|darwin|freebsd|linux|openharmony|win32)(?=-|$)/;
const processors = /(?<=[-/])(arm64|arm|ia32|ppc64|riscv64|s390x|x64)(?=-|$)/;

/** The lockfile's entry, with the machine read from the package's name. */
function entryOf({ name, version }) {
  const os = systems.exec(name)?.[1];
  const cpu = processors.exec(name)?.[1];
  if (!os || !cpu) throw new Error(`${name}: the name does not say for which machine it is. Add its entry by hand.`);
  const libc = /-musl/.test(name) ? "musl" : /-gnu/.test(name) && os === "linux" ? "glibc" : undefined;
  return { version, cpu: [cpu], ...(libc && { libc: [libc] }), optional: true, os: [os] };
}

/** The lockfile with every missing entry. */
function completed(lock) {
  const added = Object.fromEntries(missingEntries(lock).map((missing) => [missing.path, entryOf(missing)]));
  return inOrder({ ...lock, packages: { ...lock.packages, ...added } });
}

/** The lockfile in npm's order. */
function inOrder(lock) {
  const packages = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en"));
  return { ...lock, packages: Object.fromEntries(packages) };
}

if (require.main === module) {
  const file = join(__dirname, "..", "..", "..", "package-lock.json");
  const lock = JSON.parse(readFileSync(file, "utf8"));
  const count = missingEntries(lock).length;
  if (count > 0) writeAtomically(file, `${JSON.stringify(completed(lock), null, 2)}\n`);
  console.log(`${count} entries added to package-lock.json.`);
}

module.exports = { completed, inOrder, missingEntries };
