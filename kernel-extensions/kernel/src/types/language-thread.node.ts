/** The thread in which the language service works; it answers one question at a time. */
import { parentPort, workerData } from "node:worker_threads";
import ts from "typescript";
import type { Reply } from "./dispatcher.node.js";
import type { Answer, Question } from "./messages.js";
import { NotebookLanguage } from "./notebook-language.node.js";

const { directory, cancel } = workerData as { directory: string; cancel: Int32Array };
const language = new NotebookLanguage(directory, { isCancellationRequested: () => Atomics.load(cancel, 0) === 1 });
const reply = (message: Reply) => parentPort!.postMessage(message);

parentPort!.on("message", (question: Question) => {
  try {
    reply({ state: "answered", answer: answer(question) });
  } catch (error) {
    if (error instanceof ts.OperationCanceledException) reply({ state: "cancelled" });
    else throw error;
  }
});

language.warm();
reply({ state: "ready" });

function answer(question: Question): Answer {
  switch (question.kind) {
    case "executed":
      return language.executed(question.source, question.summary);
    case "diagnostics":
      return language.diagnostics(question.source, question.after);
    case "complete":
      return language.complete(question.source, question.cursor, question.everything);
    case "inspect":
      return language.inspect(question.source, question.cursor);
    case "packages-changed":
      language.packagesChanged();
      return null;
  }
}
