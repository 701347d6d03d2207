import { counted } from "@mesoscope/sdk";
import { misfitNats } from "../search/description-length.js";
import type { Formula } from "./formula.js";

/** What a neighbour on the front would cost, or gain, against the chosen formula, in nats. */
export interface Neighbour {
  readonly formula: Formula;
  /** More nodes than the chosen one has; negative for fewer. */
  readonly nodes: number;
  /** Nats by which its description of the data is longer. */
  readonly nats: number;
  /** Nats of these that it explains less of the data. */
  readonly misfit: number;
}

/** Why one formula of the front was chosen. */
export interface Choice {
  readonly simpler: Neighbour | undefined;
  readonly moreComplex: Neighbour | undefined;
  /** The same in words. */
  readonly text: string;
}

export function explainChoice(front: readonly Formula[], chosen: number, rows: number): Choice {
  const best = front[chosen];
  const neighbour = (formula: Formula | undefined): Neighbour | undefined =>
    formula && {
      formula,
      nodes: formula.complexity - best.complexity,
      nats: formula.descriptionLength - best.descriptionLength,
      misfit: misfitNats(formula.loss, rows) - misfitNats(best.loss, rows),
    };
  const simpler = neighbour(front.findLast(({ complexity }) => complexity < best.complexity));
  const moreComplex = neighbour(front.find(({ complexity }) => complexity > best.complexity));
  return { simpler, moreComplex, text: textOf(front, chosen, simpler, moreComplex) };
}

function textOf(
  front: readonly Formula[],
  chosen: number,
  simpler: Neighbour | undefined,
  more: Neighbour | undefined,
): string {
  const least = Math.min(...front.map(({ descriptionLength }) => descriptionLength));
  const isShortest = front[chosen].descriptionLength <= least;
  if (front.length === 1) return "It is the only formula of the front.";
  const first = isShortest
    ? `It describes the data most shortly among ${counted(front.length, "formula")} of the front.`
    : `It was chosen by hand; another of the front describes the data ${nats(front[chosen].descriptionLength - least)} more shortly.`;
  return [first, simpler && simplerText(simpler), more && moreComplexText(more)].filter(Boolean).join(" ");
}

function simplerText({ formula, nodes, nats: difference, misfit }: Neighbour): string {
  return (
    `The next simpler one, ${formula.text}, saves ${counted(-nodes, "node")} but ${misfitText(misfit)}: ` +
    `${inAll(difference)}.`
  );
}

function moreComplexText({ formula, nodes, nats: difference, misfit }: Neighbour): string {
  return (
    `The next more complex one, ${formula.text}, ${misfitText(misfit)} for ${counted(nodes, "node")} more: ` +
    `${inAll(difference)}.`
  );
}

function misfitText(misfit: number): string {
  return misfit > 0 ? `leaves ${nats(misfit)} more unexplained` : `explains ${nats(-misfit)} more`;
}

function inAll(difference: number): string {
  return `${nats(Math.abs(difference))} ${difference >= 0 ? "worse" : "better"} in all`;
}

function nats(value: number): string {
  return `${Math.abs(value) < 10 ? value.toFixed(1) : Math.round(value)} nats`;
}
