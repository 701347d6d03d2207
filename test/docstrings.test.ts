import { globSync } from "node:fs";
import path from "node:path";
import { inspect, isDeepStrictEqual } from "node:util";
import ts from "typescript";
import { describe, expect, test } from "vitest";

/** Runs the `@example` of every docstring; a trailing `// value` states what the expression before it gives. */

const root = path.resolve(import.meta.dirname, "..");
const AsyncFunction = (async () => {}).constructor as new (
  ...parts: string[]
) => (...values: unknown[]) => Promise<void>;

interface Example {
  readonly title: string;
  readonly code: string;
  readonly packageName: string;
}

const folders = ["kernel-extensions/sdk", "kernel-extensions/widgets", ...globSync("plugins/*", { cwd: root })];

const examples: Example[] = folders.flatMap((folder) =>
  globSync(`${folder}/src/**/*.ts`, { cwd: root }).flatMap((file) =>
    examplesOf(file).map((code, i) => ({
      title: `${file} example ${i + 1}`,
      code,
      packageName: `@mesoscope/${path.basename(folder)}`,
    })),
  ),
);

function examplesOf(file: string): string[] {
  const text = ts.sys.readFile(path.join(root, file))!;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = new Set<string>();
  const visit = (node: ts.Node) => {
    for (const tag of ts.getJSDocTags(node)) {
      if (tag.tagName.text === "example") found.add(ts.getTextOfJSDocComment(tag.comment) ?? "");
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...found].map((code) => code.replace(/^```\w*\n|\n```\s*$/g, "").trim());
}

/** Turns `expression; // value` into a check, and leaves every other line as it is. */
function withChecks(code: string): string {
  return code
    .split("\n")
    .map((line) => {
      const match = /^(\s*)((?:await\s+)?[^\s].*?);\s*\/\/ (.+)$/.exec(line);
      if (!match || /^(const|let|var|return|throw|import|export|for|if)\b/.test(match[2]!)) return line;
      return `${match[1]}__check(${match[2]}, ${JSON.stringify(match[3])});`;
    })
    .join("\n");
}

/** The stated value is compared as a value where it is a JavaScript literal, else as the text that is shown. */
function check(value: unknown, stated: string): void {
  const plain = value && typeof value === "object" && "data" in value && "shape" in value ? value.data : value;
  const actual = ArrayBuffer.isView(plain) ? Array.from(plain as unknown as ArrayLike<number>) : plain;
  let expected: unknown;
  try {
    expected = new Function(`return (${stated.replace(/\s+\(.*\)$/, "")});`)();
  } catch {
    expect([inspect(value), String(value)]).toContain(stated);
    return;
  }
  if (isDeepStrictEqual(actual, expected)) return;
  if (typeof expected === "number" && typeof actual === "number") {
    const digits = /\.(\d+)/.exec(stated)?.[1]?.length ?? 0;
    expect(Math.abs(actual - expected)).toBeLessThanOrEqual(0.5000001 * 10 ** -digits);
    return;
  }
  expect(actual).toEqual(expected);
}

/** What an example imports by name from packages of ours. */
async function importedBy(code: string): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const [, names, specifier] of code.matchAll(/^import \{([^}]*)\} from "(@mesoscope\/[^"]+)";$/gm)) {
    const module: Record<string, unknown> = await import(specifier!);
    for (const name of names!.split(",").map((part) => part.trim())) if (name in module) found[name] = module[name];
  }
  return found;
}

/** Removes imports, which the names passed in replace, and types. */
function runnable(code: string): string {
  const withoutImports = code.replaceAll(/^import [^;]*;$/gm, "").replaceAll(/^export default /gm, "void ");
  const options = { target: ts.ScriptTarget.ES2024, module: ts.ModuleKind.ESNext };
  return ts.transpileModule(`{${withChecks(withoutImports)}\n}`, { compilerOptions: options }).outputText;
}

describe("docstrings", () => {
  test("have examples", () => {
    expect(examples.length).toBeGreaterThan(30);
  });

  test.each(examples.map((example) => [example.title, example] as const))("%s", async (_, { code, packageName }) => {
    const names = {
      ...(await import("@mesoscope/sdk")),
      ...(await import("@mesoscope/core")),
      ...(await import(packageName)),
      ...(await importedBy(code)),
    };
    const log = console.log;
    console.log = () => {};
    try {
      await new AsyncFunction("__check", ...Object.keys(names), runnable(code))(check, ...Object.values(names));
    } finally {
      console.log = log;
    }
  });
});
