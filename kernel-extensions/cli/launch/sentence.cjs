"use strict";

/** What went wrong and what to do, in one sentence for the person at the terminal; shown without a stack. */
class Sentence extends Error {}

const causes = [
  [
    /ENOSPC|no space left on device/i,
    () => "the disk is full. Free some space (a complete install takes 2 GB) and try again.",
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|network (?:is unreachable|timeout)|name resolution|nodename nor servname|NewConnectionError|Failed to establish a new connection|dns error|error sending request|Could not connect/i,
    () => "the network could not be reached. The first start needs it; connect and try again.",
  ],
  [
    /EROFS|ENOENT.*mkdir|EACCES|EPERM|ENOTDIR|read-only file system|permission denied|not a directory/i,
    (home) =>
      `${home.root} cannot be written. Give yourself the right to write there, or copy it to a folder of your own.`,
  ],
];

/** A program names its cause at the end; what it prints before, such as its whole help, may hold the same words. */
const lastLines = 20;

/** The sentence for a failed step: what `text`, an error or the output of a program, says about the cause. */
function explain(what, text, home) {
  const tail = text.trim().split("\n").slice(-lastLines).join("\n");
  const cause = causes.find(([pattern]) => pattern.test(tail));
  if (cause) return new Sentence(`${what}: ${cause[1](home)}`);
  return new Sentence(`${what} failed. Its last words were:\n${tail}`);
}

module.exports = { Sentence, explain };
