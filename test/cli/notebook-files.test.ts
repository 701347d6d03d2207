import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { readNotebook, writeNotebook } from "mesoscope";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(path.join(tmpdir(), "notebooks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, "any.ipynb");
const stored = readFileSync(path.resolve(import.meta.dirname, "../../notebooks/1-basics/01-first-steps.ipynb"), "utf8");

/** Reads a text as a notebook: what it gives, or the sentence by which it is refused. */
function read(text: string): ReturnType<typeof readNotebook> | string {
  writeFileSync(file, text);
  try {
    return readNotebook(file);
  } catch (error) {
    expect((error as Error).constructor.name).toBe("Sentence");
    expect((error as Error).message).toContain(file);
    return (error as Error).message;
  }
}

/** Either refused in a sentence, or read, and then the same after it was written and read again. */
function readsWhole(text: string): void {
  const notebook = read(text);
  if (typeof notebook === "string") return;
  for (const cell of notebook.cells) {
    expect(typeof cell.source).toBe("string");
    expect(typeof cell.id).toBe("string");
    expect(cell.metadata).toBeTypeOf("object");
  }
  writeNotebook(file, notebook);
  const once = readFileSync(file, "utf8");
  writeNotebook(file, readNotebook(file));
  expect(readFileSync(file, "utf8")).toBe(once);
}

const json = fc.jsonValue({ maxDepth: 2 });
const textLike = fc.oneof(fc.string(), fc.array(fc.string(), { maxLength: 3 }), json);
const output = fc.oneof(
  fc.record({ output_type: fc.constant("stream"), name: fc.constant("stdout"), text: textLike }, { requiredKeys: [] }),
  fc.record(
    {
      output_type: fc.constantFrom("display_data", "execute_result", "error", "pyout"),
      data: fc.oneof(fc.dictionary(fc.constantFrom("text/plain", "image/png", "application/json"), textLike), json),
      metadata: json,
      execution_count: json,
    },
    { requiredKeys: [] },
  ),
  json,
);
const cell = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record(
      {
        cell_type: fc.constantFrom("code", "code", "markdown", "raw", "heading"),
        id: fc.oneof(fc.string(), json),
        source: textLike,
        metadata: json,
        execution_count: json,
        outputs: fc.oneof(fc.array(output, { maxLength: 3 }), json),
        attachments: json,
      },
      { requiredKeys: ["cell_type", "source"] },
    ),
  },
  { weight: 1, arbitrary: json },
);
const notebook = fc.record(
  {
    nbformat: fc.constantFrom(4, 4, 4, 4, 3, "4"),
    nbformat_minor: fc.oneof(fc.nat(6), json),
    metadata: fc.oneof(
      fc.record({ kernelspec: fc.oneof(fc.record({ name: textLike, language: textLike }), json) }),
      json,
    ),
    cells: fc.oneof({ weight: 6, arbitrary: fc.array(cell, { maxLength: 4 }) }, { weight: 1, arbitrary: json }),
  },
  { requiredKeys: ["nbformat"] },
);

test("any JSON in the shape of a notebook is read whole or refused in a sentence", () => {
  fc.assert(
    fc.property(notebook, (content) => readsWhole(JSON.stringify(content))),
    { seed: 5, numRuns: 400 },
  );
});

test("a notebook of which bytes were lost or changed is read whole or refused in a sentence", () => {
  const damage = fc.record({ at: fc.nat(stored.length - 1), length: fc.nat(40), text: fc.string({ maxLength: 3 }) });
  fc.assert(
    fc.property(damage, ({ at, length, text }) => readsWhole(stored.slice(0, at) + text + stored.slice(at + length))),
    { seed: 5, numRuns: 100 },
  );
});
