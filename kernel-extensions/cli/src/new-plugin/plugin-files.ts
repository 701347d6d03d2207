/** The `package.json` of a new plugin. */
export function manifest(name: string) {
  return {
    name: `@mesoscope/${name}`,
    version: "0.1.0",
    description: `Mesoscope plugin ${name}`,
    license: "MIT",
    type: "module",
    exports: {
      ".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
      "./package.json": "./package.json",
      "./plugin": { types: "./dist/plugin.d.ts", default: "./dist/plugin.js" },
    },
    files: ["dist", "README.md"],
    mesoscope: { plugin: "./dist/plugin.js", sdk: "^0.1.0", requires: [] },
    engines: { node: "^22.22.2 || ^24.15.0 || >=26" },
    dependencies: { "@mesoscope/core": "0.1.0", "@mesoscope/sdk": "0.1.0" },
  };
}

/** Every file of a new plugin and of its tests, by its path in the checkout. */
export function pluginFiles(name: string): [path: string, content: string][] {
  return [
    [`plugins/${name}/package.json`, `${JSON.stringify(manifest(name), null, 2)}\n`],
    [`plugins/${name}/tsconfig.json`, tsconfig],
    [`plugins/${name}/README.md`, readme(name)],
    [`plugins/${name}/src/index.ts`, 'export { knudsenNumber } from "./knudsen-number.js";\n'],
    [`plugins/${name}/src/knudsen-number.ts`, idea],
    [`plugins/${name}/src/plugin.ts`, plugin(name)],
    [`test/${name}/knudsen-number.test.ts`, ideaTest(name)],
    [`test/${name}/plugin.test.ts`, pluginTest(name)],
  ];
}

const tsconfig = `{
  "extends": "../../tsconfig.base.json",
  "compilerOptions": { "rootDir": "src", "outDir": "dist", "tsBuildInfoFile": "dist/.tsbuildinfo" },
  "include": ["src"],
  "references": [{ "path": "../../kernel-extensions/sdk" }, { "path": "../core" }]
}
`;

const readme = (name: string) => `# @mesoscope/${name}

What it is for, in one sentence. The Knudsen number below is an example to replace.

\`\`\`ts
import { knudsenNumber } from "@mesoscope/${name}";

knudsenNumber(68e-9, [1e-9, 1e-6, 1e-3]); // air in a pore, a crack and a pipe
\`\`\`

In a notebook, \`%plugin load ${name}\` adds the magic \`%${name}\`.

## Limits

- What it cannot do, and where its numbers stop being right.
`;

const idea = `import { type ArrayInput, asVector, NDArray } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";

/**
 * Knudsen numbers \`Kn = λ / L\` of a gas with mean free path \`λ\` (m) in gaps of the widths \`L\` (m): below about 0.01 it
 * is a continuum, above about 10 its molecules fly freely.
 *
 * @example
 * knudsenNumber(68e-9, [68e-9, 68e-6]).data; // [1, 0.001]
 *
 * @throws ValueError NOT_POSITIVE
 */
export function knudsenNumber(meanFreePath: number, widths: ArrayInput): NDArray {
  if (!(meanFreePath > 0)) {
    throw new ValueError(
      "NOT_POSITIVE",
      \`knudsenNumber: meanFreePath is \${meanFreePath}. Give a length in metres that is above 0.\`,
    );
  }
  return new NDArray(asVector(widths, "knudsenNumber: widths").data.map((width) => meanFreePath / width));
}
`;

const plugin = (name: string) => `import { definePlugin, ValueError } from "@mesoscope/sdk";
import { knudsenNumber } from "./knudsen-number.js";

/** \`%${name} 1e-6\` gives the Knudsen number of air in a gap of that many metres. */
export default definePlugin({
  name: "${name}",
  setup(host) {
    host.command("${name}", "Knudsen number of air in a gap: %${name} 1e-6", (line) => {
      const width = Number(line);
      if (width > 0) return knudsenNumber(68e-9, [width]);
      throw new ValueError("BAD_LINE", \`%${name}: "\${line}" is not a width in metres. Write for example %${name} 1e-6\`);
    });
  },
});
`;

const ideaTest = (name: string) => `import { knudsenNumber } from "@mesoscope/${name}";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const length = fc.double({ min: 1e-10, max: 1, noNaN: true });

describe("knudsenNumber", () => {
  test("is the same at every scale", () => {
    fc.assert(
      fc.property(length, length, (path, width) => {
        expect(knudsenNumber(1024 * path, [1024 * width]).data).toEqual(knudsenNumber(path, [width]).data);
      }),
    );
  });

  test("agrees with the definition", () => {
    expect([...knudsenNumber(2, [1, 4]).data]).toEqual([2, 0.5]);
  });

  test("names a length that cannot be", () => {
    expect(() => knudsenNumber(0, [1])).toThrow(/meanFreePath is 0/);
  });
});
`;

const pluginTest = (name: string) => `import plugin from "@mesoscope/${name}/plugin";
import type { Host } from "@mesoscope/sdk";
import { expect, test } from "vitest";

test("%${name} answers a width and refuses anything else", async () => {
  const commands = new Map<string, (line: string) => unknown>();
  const host = { command: (magic: string, _title: string, run: (line: string) => unknown) => commands.set(magic, run) };
  await plugin.setup(host as unknown as Host);

  const command = commands.get("${name}")!;
  expect(command("68e-9")).toMatchObject({ data: Float64Array.of(1) });
  expect(() => command("wide")).toThrow(/is not a width in metres/);
});
`;
