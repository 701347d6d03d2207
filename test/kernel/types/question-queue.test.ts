import { expect, test } from "vitest";
import type { Question } from "../../../kernel-extensions/kernel/dist/types/messages.js";
import { QuestionQueue } from "../../../kernel-extensions/kernel/dist/types/question-queue.js";

const questions = {
  executed: { kind: "executed", cell: { source: "" } },
  diagnostics: { kind: "diagnostics", source: "", after: 0 },
  complete: { kind: "complete", source: "", cursor: 0, everything: false },
  inspect: { kind: "inspect", source: "", cursor: 0, detail: 0 },
  packages: { kind: "packages-changed" },
} satisfies Record<string, Question>;

/** The order in which questions, numbered from 0, are taken. */
function order(...kinds: (keyof typeof questions)[]): number[] {
  const queue = new QuestionQueue();
  for (const [id, kind] of kinds.entries()) queue.add({ id, question: questions[kind] });
  return Array.from({ length: kinds.length }, () => queue.take()).flatMap((request) => request?.id ?? []);
}

test("questions are taken in order", () => {
  expect(order("diagnostics", "executed", "diagnostics", "packages")).toEqual([0, 1, 2, 3]);
});

test("what a person waits for comes before diagnostics, after the cells that ran before", () => {
  expect(order("diagnostics", "executed", "diagnostics", "complete", "executed", "inspect")).toEqual([
    1, 3, 4, 5, 0, 2,
  ]);
});

test("a newer completion takes the place of an older one", () => {
  expect(order("complete", "inspect", "complete")).toEqual([1, 2]);
});
