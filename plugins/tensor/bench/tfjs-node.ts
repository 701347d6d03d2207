/**
 * TensorFlow.js with its native library, and the tests of executors on it:
 * `npm run bench -- tfjs-node [--gpu] [PYTHON]`, on 64-bit Linux with g++ and pip.
 *
 * The package's own install script downloads TensorFlow 2.9; here its addon is compiled against TensorFlow 2.21 as pip
 * brings it, into `.bench/tfjs-node`. `--gpu` does the same with CUDA in `.bench/tfjs-node-gpu`; it has not been run yet.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

const version = "4.22.0";
const root = path.resolve(import.meta.dirname, "../../..");
const gpu = process.argv.includes("--gpu");
const python = process.argv.slice(2).find((argument) => !argument.startsWith("--")) ?? "python3";
const name = gpu ? "tfjs-node-gpu" : "tfjs-node";
const tensorflow = gpu ? ["tensorflow[and-cuda]==2.21.0"] : ["--no-deps", "tensorflow-cpu==2.21.0"];

const folder = path.join(root, ".bench", name);
const home = path.join(folder, "node_modules/@tensorflow", name);
const deps = path.join(home, "deps");
const addon = path.join(home, "lib/napi-v8/tfjs_binding.node");

if (!existsSync(addon)) {
  installPackage();
  installTensorflow();
  compileAddon();
}
run(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", "test/tensor/executors/tfjs.test.ts", "-t", `tfjs ${name.slice(5)},`],
  root,
);

function installPackage(): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "package.json"), '{ "private": true }\n');
  const own = path.join(root, ".runtime/node_modules/npm/bin/npm-cli.js");
  const npm = existsSync(own) ? [process.execPath, own] : ["npm"];
  run(npm[0]!, [...npm.slice(1), "install", "--ignore-scripts", `@tensorflow/${name}@${version}`], folder);
}

/** Into one folder, because TensorFlow looks for the CUDA libraries beside itself. */
function installTensorflow(): void {
  run(python, ["-m", "pip", "install", "--quiet", "--no-compile", "--target", deps, ...tensorflow], folder);
}

function compileAddon(): void {
  const headers = path.resolve(path.dirname(process.execPath), "../include/node");
  if (!existsSync(path.join(headers, "node_api.h")))
    throw new Error(`tfjs-node: there are no headers of Node in ${headers}.`);
  const libraries = path.join(deps, "tensorflow");
  const unfinished = `${addon}.part`;
  mkdirSync(path.dirname(addon), { recursive: true });
  run(
    "g++",
    [
      ...["-O2", "-std=c++17", "-fPIC", "-shared", "-DNAPI_VERSION=8", "-DBUILDING_NODE_EXTENSION"],
      ...[headers, path.join(libraries, "include"), home].map((include) => `-I${include}`),
      ...["binding/tfjs_backend.cc", "binding/tfjs_binding.cc", "-o", unfinished],
      ...[`-L${libraries}`, "-l:libtensorflow_cc.so.2", "-l:libtensorflow_framework.so.2"],
      "-Wl,-rpath,$ORIGIN/../../deps/tensorflow",
    ],
    home,
  );
  renameSync(unfinished, addon);
}

function run(command: string, args: readonly string[], cwd: string): void {
  execFileSync(command, args, { cwd, stdio: "inherit", env: { ...process.env, MESOSCOPE_TFJS: folder } });
}
