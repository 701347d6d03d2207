import {
  type Displayable,
  type DisplayHandle,
  display,
  displaySymbol,
  escapeHtml,
  type MimeBundle,
  runContext,
} from "@mesoscope/sdk";
import type { DiscoveryData } from "../result/discovery-data.js";
import { frontFigure } from "../result/figure/front-figure.js";
import { Formula } from "../result/formula.js";
import { formulaContext, sampleRows } from "../result/formula-context.js";
import type { FormulaContext } from "../result/formula-data.js";
import type { Presentation } from "../result/presentation.js";
import { type UnitSystem, unitSystem } from "../result/units/unit-system.js";
import type { Candidate } from "../search/candidate.js";
import type { Problem } from "../search/problem.js";
import { progressLine } from "./progress-line.js";
import type { SearchState } from "./search-state.js";

/** Seconds between two pictures, and between two lines of text where nothing can be drawn. */
const betweenPictures = 0.25;
const betweenLines = 1;
/** A line is printed after so many seconds also where nothing better was found. */
const longestSilence = 10;

/**
 * What is drawn of the front: what has changed, without the static picture, which takes a tenth of a second; the whole,
 * for pages without the kernel; nothing.
 */
type Picture = "changed" | "whole" | "none";

interface Places {
  readonly progress: DisplayHandle;
  readonly front: DisplayHandle;
}

/**
 * A search as it goes on. In a notebook two places on the page: a line of progress, and the front, which is drawn anew only
 * when it has changed, so that what was clicked stays. Elsewhere lines of text.
 */
export class LiveFront implements Displayable {
  readonly #context: FormulaContext;
  readonly #units: UnitSystem;
  readonly #sample: DiscoveryData["sample"];
  #places: Promise<Places> | undefined;
  #drawn: readonly Candidate[] = [];
  #last: SearchState | undefined;
  #drawing: Promise<void> | undefined;

  constructor({ problem, presentation }: { readonly problem: Problem; readonly presentation: Presentation }) {
    this.#context = formulaContext(problem, presentation);
    this.#units = unitSystem(this.#context);
    this.#sample = sampleRows(problem);
  }

  /** Shows how far the search is, unless that was shown a moment ago. Returns at once. */
  show(state: SearchState): void {
    if (this.#drawing || !this.#isDue(state)) return;
    this.#drawing = this.#draw(state, "changed")
      // A picture that fails is no reason for a search to end.
      .catch((error) => console.warn(`discover: the search cannot be shown: ${error}`))
      .finally(() => {
        this.#drawing = undefined;
      });
  }

  /**
   * Shows where the search ended, with a picture that a page without the kernel can show, too.
   *
   * @param options.keepsFront whether the picture stays; not where the result, with its own, is shown below it
   */
  async finish(state: SearchState, { keepsFront = true }: { readonly keepsFront?: boolean } = {}): Promise<void> {
    await this.#drawing;
    await this.#draw(state, keepsFront ? "whole" : "none");
  }

  /** What it shows where a running search is the value of a cell: one line, for the pictures have their own place. */
  [displaySymbol](): MimeBundle {
    const line = this.#last ? this.#lineOf(this.#last, this.#formulas(this.#last.front)) : "a search that begins";
    return lineView(line)[displaySymbol]();
  }

  #isDue(state: SearchState): boolean {
    const last = this.#last;
    // Short searches print one line, at their end.
    if (!last) return runContext() !== undefined || state.seconds >= betweenLines;
    if (last.isPaused !== state.isPaused) return true;
    const passed = state.seconds - last.seconds;
    if (runContext()) return passed >= betweenPictures;
    return passed >= (isSameFront(last.front, state.front) ? longestSilence : betweenLines);
  }

  async #draw(state: SearchState, picture: Picture): Promise<void> {
    this.#last = { ...state, front: [...state.front] };
    const formulas = this.#formulas(state.front);
    const line = this.#lineOf(state, formulas);
    if (!runContext()) return console.log(line);
    this.#places ??= this.#open(line);
    const { progress, front } = await this.#places;
    await progress.update(lineView(line));
    const view =
      picture === "none" ? lineView("The search has ended.") : await this.#view(state.front, formulas, picture);
    if (view) await front.update(view);
  }

  /** At once, while the cell runs that began the search: later it may have ended, and updates still arrive. */
  async #open(line: string): Promise<Places> {
    const [progress, front] = await Promise.all([display(lineView(line)), display(lineView("The front comes here."))]);
    return { progress, front };
  }

  #lineOf(state: SearchState, formulas: readonly Formula[]): string {
    return progressLine(state, formulas[chosenOf(state.front)]?.text);
  }

  /** `undefined` where nothing has changed. */
  async #view(
    front: readonly Candidate[],
    formulas: readonly Formula[],
    picture: Picture,
  ): Promise<Displayable | undefined> {
    const isWhole = picture === "whole";
    if (formulas.length === 0 || (!isWhole && isSameFront(this.#drawn, front))) return undefined;
    this.#drawn = [...front];
    const figure = await frontFigure(formulas, chosenOf(front), this.#context, this.#sample, true);
    if (isWhole) return figure;
    return {
      [displaySymbol]: () => ({ "application/vnd.vegalite.v5+json": figure.spec, "text/plain": figure.description }),
    };
  }

  #formulas(front: readonly Candidate[]): Formula[] {
    return front.map(({ expression, loss, complexity, descriptionLength }) => {
      return new Formula({ expression, loss, complexity, descriptionLength }, this.#context, this.#units);
    });
  }
}

function chosenOf(front: readonly Candidate[]): number {
  return front.reduce(
    (best, { descriptionLength }, k) => (descriptionLength < front[best].descriptionLength ? k : best),
    0,
  );
}

/** Candidates of other threads arrive as copies. */
function isSameFront(a: readonly Candidate[], b: readonly Candidate[]): boolean {
  return (
    a.length === b.length && a.every(({ loss, complexity }, k) => loss === b[k].loss && complexity === b[k].complexity)
  );
}

function lineView(line: string): { [displaySymbol](): MimeBundle } {
  return {
    [displaySymbol]: () => ({ "text/plain": line, "text/html": `<div role="status">${escapeHtml(line)}</div>` }),
  };
}
