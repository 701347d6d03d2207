import { expect, test } from "vitest";
import { problemsOf } from "../../../plugins/symbolic/bench/symbolic/lists.ts";
import { report } from "../../../plugins/symbolic/bench/symbolic/report.ts";

const entries = problemsOf("strogatz", 0, 0)
  .map(({ entry }) => entry)
  .filter(({ id }) => id.startsWith("vdp"));

test("counts what was recovered, and shows what was chosen instead", async () => {
  const text = await report("this tool", entries, {
    vdp1: { expression: "10 * y", front: ["10 * y", "10 * (y - x^3 / 3 + x / 3)"], seconds: 3 },
    vdp2: { expression: "-0.1 * x", front: ["-0.1 * x"], seconds: 1 },
  });
  expect(text).toContain("this tool: recovered 1 of 2, on the front 2");
  expect(text).toContain("median 2, of the recovered 1, most 3");
  expect(text).toMatch(/\| vdp1 \| .*\| on the front \| 3\.0 \| 10 \* y \| 10 \* \(y/);
  expect(text).not.toContain("| vdp2 ");
});

test("of a system every equation has its front", async () => {
  const system = { ...entries[0], id: "vdp", expression: entries.map(({ expression }) => expression as string) };
  const front = [["10 * (y - (x^3 - x) / 3)"], ["x", "-x / 10"]];
  const answer = { expression: ["10 * (y - (x^3 - x) / 3)", "x"], front, seconds: 1 };
  expect(await report("it", [system], { vdp: answer })).toContain("recovered 0 of 1, on the front 1");
  const poorer = { ...answer, front: [["y"], ["-x / 10"]] };
  expect(await report("it", [system], { vdp: poorer })).toContain("recovered 0 of 1, on the front 0");
});
