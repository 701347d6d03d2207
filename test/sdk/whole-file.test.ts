import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readWhole, writeWhole } from "@mesoscope/sdk/whole-file";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(path.join(tmpdir(), "whole-file-"));
const file = path.join(folder, "file");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a file is replaced", async () => {
  await writeWhole(file, "first");
  await writeWhole(file, Uint8Array.of(1, 2));
  expect([...(await readWhole("test", file))]).toEqual([1, 2]);
});

test("a write that fails half-way leaves the file of before, and nothing else", async () => {
  await writeWhole(file, "before");
  const halfWay = (function* () {
    yield "af";
    throw new Error("the disk is full");
  })();
  await expect(writeWhole(file, halfWay as unknown as string)).rejects.toThrow("the disk is full");
  expect(readFileSync(file, "utf8")).toBe("before");
  expect(readdirSync(folder)).toEqual(["file"]);
});

test("a file that is not there is named", async () => {
  await expect(readWhole("loadBeam", `${file}.none`)).rejects.toMatchObject({
    code: "FILE_NOT_FOUND",
    message: `loadBeam: there is no ${file}.none. Check the path.`,
  });
});
