import { counted, escapeHtml, type MimeBundle, shortNumber } from "@mesoscope/sdk";
import { showShape } from "../layers/chain-error.js";
import type { NetworkModel } from "./network-model.js";

const reasons = {
  epochs: "all epochs were done",
  patience: "the loss did not fall any more",
  request: "it was stopped",
  numbers: "the numbers overflowed",
};

/** A summary in plain text. */
export function modelText(model: NetworkModel): string {
  return [titleOf(model), ...factsOf(model).map((fact) => `  ${fact}`)].join("\n");
}

/** A summary as text and as a list with the learning curve. */
export async function displayModel(model: NetworkModel): Promise<MimeBundle> {
  const list = factsOf(model)
    .map((fact) => `<li>${escapeHtml(fact)}</li>`)
    .join("");
  return {
    "text/plain": modelText(model),
    "text/html": `<p>${escapeHtml(titleOf(model))}</p><ul>${list}</ul>${await learningCurve(model)}`,
  };
}

function titleOf({ name, shapes, parameterCount }: NetworkModel): string {
  const { input, target } = shapes;
  const output = target.length === 0 ? "one number" : showShape(target);
  return `${name}, from ${showShape(input)} to ${output}, ${counted(parameterCount, "parameter")}`;
}

function factsOf({ history, bestEpoch, ended, warning }: NetworkModel): string[] {
  const best = history[bestEpoch - 1];
  const facts = [`${counted(history.length, "epoch")}; training ended because ${reasons[ended]}`];
  if (best) {
    const { loss, validationLoss } = best;
    const left = validationLoss === undefined ? "" : `, ${shortNumber(validationLoss)} on rows left out`;
    facts.push(`parameters of epoch ${bestEpoch}: loss ${shortNumber(loss)}${left}`);
  }
  return warning === undefined ? facts : [...facts, warning];
}

async function learningCurve({ history }: NetworkModel): Promise<string> {
  if (history.length < 2) return "";
  const { line } = await import("@mesoscope/plot");
  const points = history.flatMap(({ epoch, loss, validationLoss }) => [
    { epoch, loss, rows: "training" },
    ...(validationLoss === undefined ? [] : [{ epoch, loss: validationLoss, rows: "left out" }]),
  ]);
  const title = "Learning curve";
  return line(points, { x: "epoch", y: { column: "loss", scale: "log" }, color: "rows", title, height: 200 }).toSVG();
}
