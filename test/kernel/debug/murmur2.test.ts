import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { murmur2 } from "../../../kernel-extensions/kernel/dist/debug/murmur2.js";

interface Case {
  readonly text: string;
  readonly seed: number;
  readonly hash: number;
}

/** Made by test/reference/kernel/murmur2.py. */
const cases = JSON.parse(
  readFileSync(new URL("../../reference/kernel/murmur2.json", import.meta.url), "utf8"),
) as Case[];

test.each(cases)("murmur2($text, $seed) is that of ipykernel", ({ text, seed, hash }) => {
  expect(murmur2(text, seed)).toBe(hash);
});
