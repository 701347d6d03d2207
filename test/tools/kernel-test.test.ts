import { afterAll, expect, test } from "vitest";
import { Workplace } from "./python.ts";

const workplace = new Workplace();
afterAll(() => workplace.remove());

test("M8 passes all 12 methods of jupyter_kernel_test", async () => {
  const { text } = await workplace.python(`${import.meta.dirname}/kernel_test.py`);
  expect(text).toMatch(/Ran 12 tests[\s\S]*\nOK\n/);
}, 120_000);
