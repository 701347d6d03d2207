import { globSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";
import { describe, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");

/** Packages by floor: each may import from lower floors only, never from its own. */
const floors = [
  ["@mesoscope/sdk"],
  ["@mesoscope/core", "@mesoscope/compute", "@mesoscope/kernel", "@mesoscope/widgets", "@mesoscope/lab"],
  ["@mesoscope/plot"],
  ["@mesoscope/tensor", "@mesoscope/fusion", "@mesoscope/imaging", "@mesoscope/physics", "@mesoscope/quantum"],
  ["@mesoscope/learn", "@mesoscope/gp", "@mesoscope/symbolic", "@mesoscope/surrogate", "@mesoscope/agents"],
  ["@mesoscope/coupling"],
  ["@mesoscope/supplement", "@mesoscope/tslab", "mesoscope"],
];
const methodsFloor = 4;
const portableFloors = 5;
/** Contain machine code, so they load in Node only. */
const nativePackages = ["zeromq", "nodejs-polars", "oxc-parser", "oxc-transform", "koffi", "webgpu"];

interface Package {
  readonly name: string;
  readonly folder: string;
  readonly dependencies: readonly string[];
}

const packages: Package[] = globSync("{kernel-extensions,plugins}/*/package.json", { cwd: root }).map((file) => {
  const manifest = JSON.parse(readFileSync(path.join(root, file), "utf8"));
  return {
    name: manifest.name,
    folder: path.dirname(file),
    dependencies: [manifest.dependencies, manifest.peerDependencies, manifest.optionalDependencies].flatMap((names) =>
      Object.keys(names ?? {}),
    ),
  };
});

/** A plugin that the plan does not know is on the floor of the methods. */
const floorOf = (name: string) => {
  const planned = floors.findIndex((floor) => floor.includes(name));
  const isPlugin = packages.some((owner) => owner.name === name && owner.folder.startsWith("plugins"));
  return planned < 0 && isPlugin ? methodsFloor : planned;
};
const ours = (specifier: string) => /^@mesoscope\/[^/]+|^mesoscope(?=$|\/)/.exec(specifier)?.[0];

/** Every specifier that a source text imports, statically or dynamically, with type-only imports marked. */
function importsOf(text: string): { specifier: string; typeOnly: boolean; dynamic: boolean }[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const statics = [
    ...code.matchAll(/^\s*(?:import|export)\s+(type\s+)?(?:[\w*{][^;"']*?\sfrom\s+)?["']([^"']+)["']/gm),
  ];
  const dynamics = [...code.matchAll(/\bimport\(\s*["']([^"']+)["']/g)];
  return [
    ...statics.map((m) => ({ specifier: m[2]!, typeOnly: m[1] !== undefined, dynamic: false })),
    ...dynamics.map((m) => ({ specifier: m[1]!, typeOnly: false, dynamic: true })),
  ];
}

const sources = packages.flatMap((owner) =>
  globSync(`${owner.folder}/src/**/*.{ts,tsx}`, { cwd: root }).map((file) => ({
    owner,
    file,
    imports: importsOf(readFileSync(path.join(root, file), "utf8")),
  })),
);

describe("the house", () => {
  test("has a floor for every room", () => {
    expect(packages.length).toBeGreaterThan(5);
    for (const { name } of packages) expect(floorOf(name), name).toBeGreaterThanOrEqual(0);
  });

  test.each(packages.map((owner) => [owner.name, owner] as const))("%s depends on lower floors only", (name, owner) => {
    const tooHigh = owner.dependencies.filter((other) => ours(other) && floorOf(other) >= floorOf(name));
    expect(tooHigh).toEqual([]);
  });

  test("imports from lower floors only, and only what its package declares", () => {
    expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(50);
    const wrong = sources.flatMap(({ owner, file, imports }) =>
      imports
        .map(({ specifier }) => ours(specifier))
        .filter((other) => other !== undefined && other !== owner.name)
        .filter((other) => floorOf(other!) >= floorOf(owner.name) || !owner.dependencies.includes(other!))
        .map((other) => `${file} imports ${other}`),
    );
    expect(wrong).toEqual([]);
  });

  test("loads figures only when they are shown", () => {
    const wrong = sources
      .filter(({ owner }) => owner.name !== "@mesoscope/plot")
      .filter(({ imports }) => imports.some((i) => i.specifier === "@mesoscope/plot" && !i.typeOnly && !i.dynamic))
      .map(({ file }) => file);
    expect(wrong).toEqual([]);
  });

  test("keeps Node and machine code to files named *.node.ts", () => {
    const needsNode = (specifier: string) =>
      specifier.startsWith("node:") || builtinModules.includes(specifier) || nativePackages.includes(specifier);
    const wrong = sources
      .filter(({ owner, file }) => floorOf(owner.name) <= portableFloors && !/\.node\.tsx?$/.test(file))
      .flatMap(({ file, imports }) =>
        imports.filter((i) => needsNode(i.specifier) && !i.typeOnly).map((i) => `${file} imports ${i.specifier}`),
      );
    expect(wrong).toEqual([]);
  });
});
