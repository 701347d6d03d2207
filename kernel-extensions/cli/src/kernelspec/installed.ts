import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { Sentence } from "#launch";
import { removeLabExtension, writeLabExtension } from "../lab/extension.js";
import { kernelName, kernelspecFiles } from "./kernelspec.js";

/** What `install` notes in the description, so that `uninstall` knows its own work and undoes all of it. */
interface Mark {
  /** The topmost folder that had to be made for the kernelspec. */
  readonly made?: string | undefined;
}

/** Puts the kernelspec into the folder `kernels`, in place of an older one of ours, and the front end beside; gives its folder. */
export function placeKernelspec(kernels: string): string {
  const folder = join(kernels, kernelName);
  const older = existsSync(folder) ? markOf(folder) : undefined;
  const made = mkdirSync(kernels, { recursive: true }) ?? older?.made;
  const fresh = `${folder}.${process.pid}.partial`;
  const old = `${folder}.${process.pid}.old`;
  try {
    mkdirSync(fresh);
    for (const [name, content] of kernelspecFiles({ made })) writeFileSync(join(fresh, name), content);
    if (older) renameSync(folder, old);
    renameSync(fresh, folder);
  } finally {
    for (const leftover of [fresh, old]) rmSync(leftover, { recursive: true, force: true });
  }
  writeLabExtension(dirname(kernels));
  return folder;
}

/** Removes the kernelspec from the folder `kernels`, the front end, and the folders that were made for it where nothing else is in them. */
export function removeKernelspec(kernels: string): string {
  const folder = join(kernels, kernelName);
  if (!existsSync(folder))
    throw new Sentence(`uninstall: there is no kernel in ${folder}. Give the options of install.`);
  const { made } = markOf(folder);
  rmSync(folder, { recursive: true });
  removeLabExtension(dirname(kernels));
  if (made !== undefined) removeEmpty(kernels, made);
  return folder;
}

function markOf(folder: string): Mark {
  const mark = readMark(join(folder, "kernel.json"));
  if (mark) return mark;
  throw new Sentence(`${folder} holds a kernel that is not Mesoscope's. Move it away first if you do not need it.`);
}

function readMark(file: string): Mark | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")).metadata[kernelName];
  } catch {
    return undefined;
  }
}

function removeEmpty(folder: string, last: string): void {
  if (readdirSync(folder).length > 0) return;
  rmdirSync(folder);
  if (folder !== last) removeEmpty(dirname(folder), last);
}
