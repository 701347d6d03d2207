import { dirname, join } from "node:path";
import ts from "typescript";
import { diskVersion } from "./disk-version.node.js";

/** Files that package managers write when they install: the time of their last change tells of an install. */
const installs = [
  "package.json",
  "node_modules",
  "node_modules/.package-lock.json",
  "node_modules/.modules.yaml",
  "node_modules/.yarn-state.yml",
];

/** Notices that packages were installed or a `tsconfig.json` was edited, in the notebook's folder or above it. */
export class ProjectFiles {
  readonly #directory: string;
  readonly #folders: readonly string[];
  #packages: string;
  #options: string;
  #read: readonly string[] = [];

  constructor(directory: string) {
    this.#directory = directory;
    this.#folders = upwards(directory);
    this.#packages = this.#packagesVersion();
    this.#options = this.#optionsVersion();
  }

  /** Tells which files the options were read from. */
  optionsRead(files: readonly string[]): void {
    this.#read = files;
    this.#options = this.#optionsVersion();
  }

  packagesChanged(): boolean {
    const before = this.#packages;
    this.#packages = this.#packagesVersion();
    return before !== this.#packages;
  }

  optionsChanged(): boolean {
    const before = this.#options;
    this.#options = this.#optionsVersion();
    return before !== this.#options;
  }

  #packagesVersion(): string {
    return this.#folders.flatMap((folder) => installs.map((file) => diskVersion(join(folder, file)))).join();
  }

  #optionsVersion(): string {
    const nearest = ts.findConfigFile(this.#directory, ts.sys.fileExists) ?? "";
    return [nearest, ...this.#read.map(diskVersion)].join();
  }
}

function upwards(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...upwards(above)];
}
