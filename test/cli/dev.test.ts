import { rmSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { copyCheckout, mesoscope } from "./checkout.ts";

const checkout = copyCheckout();
afterAll(() => checkout.remove());

test.each([
  [["dev"], /^mesoscope: dev: there is no task ""\. There are: test, test:lab, bench, check, docs, notebooks\.$/],
  [["dev", "tests"], /^mesoscope: dev: there is no task "tests"/],
  [["dev", "notebooks", "99"], /^mesoscope: notebooks: there is none that begins with "99"\. There are: /],
  [["dev", "bench", "x"], /^mesoscope: bench: there is no bench "x"\. There are: /],
])("%j is refused in one sentence", async (args, sentence) => {
  const { status, stderr } = await mesoscope(checkout.folder, args);
  expect(status).toBe(1);
  expect(stderr.trimEnd().split("\n").at(-1)).toMatch(sentence);
});

test("a copy that is no checkout has no tests to run and makes no plugins", async () => {
  rmSync(path.join(checkout.folder, "lerna.json"));
  for (const [command, argument] of [
    ["dev", "test"],
    ["new-plugin", "x"],
  ] as const) {
    const { status, stderr } = await mesoscope(checkout.folder, [command, argument]);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(/^mesoscope: \S+ works in a checkout only\. Clone the repository .*\n$/),
    });
  }
});
