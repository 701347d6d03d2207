"use strict";
const { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { dirname } = require("node:path");

/** Writes a file so that a reader sees the old content or the new one, never half of it. */
function writeAtomically(file, content) {
  mkdirSync(dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}.partial`;
  try {
    writeFileSync(partial, content);
    renameSync(partial, file);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

/** Whether the step that ends by writing this stamp has been done for exactly this state. */
function isStamped(file, state) {
  try {
    return readFileSync(file, "utf8") === JSON.stringify(state);
  } catch {
    return false;
  }
}

/** Writes the stamp; always the last act of a step, so that an interrupted step has none. */
function stamp(file, state) {
  writeAtomically(file, JSON.stringify(state));
}

module.exports = { isStamped, stamp, writeAtomically };
