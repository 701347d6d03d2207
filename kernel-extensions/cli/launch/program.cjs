"use strict";
const { spawn } = require("node:child_process");

/**
 * Runs a program to its end; resolves to its exit status and everything it printed. Never rejects.
 * Ctrl-C ends the program and this process.
 */
function runProgram([command, ...args], options) {
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], windowsHide: true, ...options });
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    const onSignal = (signal) => {
      child.kill(signal);
      process.exit(130);
    };
    process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
    const done = (result) => {
      process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
      resolve(result);
    };
    child.on("error", (error) => done({ status: 127, output: `${output}${error.message}` }));
    child.on("close", (status) => done({ status: status ?? 128, output }));
  });
}

/**
 * Runs a program that owns the terminal and resolves to its exit status.
 * At a terminal Ctrl-C reaches every process of the group by itself, so it is passed on only elsewhere.
 */
function handOver([command, ...args], options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: "inherit", windowsHide: true, ...options });
    const onInterrupt = () => process.stdin.isTTY || child.kill("SIGINT");
    const onTerminate = () => child.kill("SIGTERM");
    process.on("SIGINT", onInterrupt).on("SIGTERM", onTerminate);
    const done = () => process.off("SIGINT", onInterrupt).off("SIGTERM", onTerminate);
    child.on("error", (error) => {
      done();
      reject(error);
    });
    child.on("close", (status, signal) => {
      done();
      resolve(status ?? (signal === "SIGINT" ? 130 : 143));
    });
  });
}

module.exports = { runProgram, handOver };
