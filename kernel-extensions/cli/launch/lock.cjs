"use strict";
const {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} = require("node:fs");
const { dirname } = require("node:path");

const heartbeat = 2_000;
const silence = 60_000;

/** Does `work` while no other launch works on the same files; a launch that died does not block. */
async function withLock(file, work) {
  await acquire(file);
  const beat = setInterval(() => touch(file), heartbeat);
  const release = () => rmSync(file, { force: true });
  process.on("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off("exit", release);
    release();
  }
}

async function acquire(file) {
  let told = false;
  while (!take(file)) {
    const owner = ownerOf(file);
    if (owner === undefined) continue;
    if (!isAlive(owner, file)) {
      putAside(file, owner);
      continue;
    }
    if (!told) process.stderr.write(`· Waiting for another launch (process ${owner}) to finish its set-up …\n`);
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** A hard link appears complete or not at all, so nobody reads a lock without its owner. */
function take(file) {
  mkdirSync(dirname(file), { recursive: true });
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

function ownerOf(file) {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function isAlive(owner, file) {
  try {
    process.kill(owner, 0);
  } catch (error) {
    if (error.code === "ESRCH") return false;
  }
  try {
    return Date.now() - statSync(file).mtimeMs < silence;
  } catch {
    return false;
  }
}

/** Removes a dead launch's lock, and puts it back if another launch took it in between. */
function putAside(file, owner) {
  const aside = `${file}.${process.pid}.aside`;
  try {
    renameSync(file, aside);
    if (ownerOf(aside) !== owner) linkSync(aside, file);
  } catch {
    // Another launch was faster; the next round of the loop sees its lock.
  } finally {
    rmSync(aside, { force: true });
  }
}

function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // The disk may be full or the folder gone; the step itself will say so.
  }
}

module.exports = { withLock };
