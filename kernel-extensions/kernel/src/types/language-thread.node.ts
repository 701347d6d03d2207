/** The thread in which the language service works; it answers one question at a time. */
import { parentPort, workerData } from "node:worker_threads";
import ts from "typescript";
import type { Reply } from "./dispatcher.node.js";
import { type Answer, type CellSummary, type ExecutedText, emptySummary, type Question } from "./messages.js";
import { NotebookLanguage } from "./notebook-language.node.js";

/** What may be imported is read after so many milliseconds, before the first name that asks for it. */
const idle = 500;

const { directory, cancel } = workerData as { directory: string; cancel: Int32Array };
const language = new NotebookLanguage(directory, { isCancellationRequested: () => Atomics.load(cancel, 0) === 1 });
const reply = (message: Reply) => parentPort!.postMessage(message);

parentPort!.on("message", (question: Question) => {
  try {
    reply({ state: "answered", answer: answer(question) });
  } catch (error) {
    reply(
      error instanceof ts.OperationCanceledException ? { state: "cancelled" } : { state: "answered", answer: null },
    );
  }
});

language.warm();
reply({ state: "ready" });
setTimeout(() => language.index, idle);

function answer(question: Question): Answer {
  switch (question.kind) {
    case "executed":
      return executed(question.cell, question.summary);
    case "diagnostics":
      return language.diagnostics(question.source, question.after);
    case "complete":
      return language.complete(question.source, question.cursor, question.everything);
    case "inspect":
      return language.inspect(question.source, question.cursor, question.detail);
    case "packages-changed":
      language.packagesChanged();
      return null;
  }
}

/** A cell that the checker cannot take in counts as one without names. */
function executed(cell: ExecutedText, summary: CellSummary | undefined): CellSummary {
  try {
    return language.executed(cell, summary);
  } catch {
    return language.executed(cell, emptySummary);
  }
}
