"use strict";
const { ensureBuild } = require("./build.cjs");
const { homeAt } = require("./home.cjs");
const { withLock } = require("./lock.cjs");
const { inOrder, missingEntries } = require("./lockfile.cjs");
const { npmCommand, npmEnvironment } = require("./npm.cjs");
const { handOver, runProgram } = require("./program.cjs");
const { Sentence, explain } = require("./sentence.cjs");
const { isStamped, stamp, writeAtomically } = require("./stamp.cjs");
const { step } = require("./step.cjs");
const { stampWorkspace } = require("./workspace.cjs");

/** What the TypeScript part of this package uses of its launcher. */
module.exports = {
  Sentence,
  ensureBuild,
  explain,
  handOver,
  homeAt,
  inOrder,
  isStamped,
  missingEntries,
  npmCommand,
  npmEnvironment,
  runProgram,
  stamp,
  stampWorkspace,
  step,
  withLock,
  writeAtomically,
};
