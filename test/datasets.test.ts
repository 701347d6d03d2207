import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

/** Every data file is the one that its card describes, and every file has a card. */

const folder = path.resolve(import.meta.dirname, "../datasets");
const cards = globSync("*/README.md", { cwd: folder });

describe("datasets", () => {
  test("are there", () => expect(cards.length).toBeGreaterThanOrEqual(3));

  test.each(cards)("%s", (card) => {
    const text = readFileSync(path.join(folder, card), "utf8");
    expect(text).toMatch(/\*\*Source:\*\*/);
    expect(text).toMatch(/\*\*Licence:\*\*/);
    const listed = [...text.matchAll(/^\| (\S+) \| (\d+) \| ([0-9a-f]{64}) \|$/gm)];
    const files = globSync(path.join(path.dirname(card), "*"), { cwd: folder }).filter((file) => file !== card);
    expect(listed.map(([, name]) => name).sort()).toEqual(files.map((file) => path.basename(file)).sort());
    for (const [, name, bytes, sha256] of listed) {
      const data = readFileSync(path.join(folder, path.dirname(card), name));
      expect(data.length, name).toBe(Number(bytes));
      expect(createHash("sha256").update(data).digest("hex"), name).toBe(sha256);
    }
  });
});
