import { displaySymbol, type MimeBundle, ValueError } from "@mesoscope/sdk";

/** What an exercise asks of an answer, and what helps when it is not there yet. */
export interface Exercise {
  readonly accepts: (answer: unknown) => boolean;
  readonly hint: string;
}

/** The verdict on an answer; it shows itself and never gives the solution away. */
export class Verdict {
  readonly passed: boolean;
  readonly #text: string;

  constructor(name: string, passed: boolean, hint: string) {
    this.passed = passed;
    this.#text = passed ? `✔ ${name}: right.` : `✘ ${name}: not yet. ${hint}`;
  }

  [displaySymbol](): MimeBundle {
    const colour = this.passed ? "var(--jp-success-color0, #006b3c)" : "var(--jp-error-color0, #8f1d00)";
    return { "text/plain": this.#text, "text/html": `<p role="status" style="color: ${colour}">${this.#text}</p>` };
  }
}

/** Makes the `check` of one notebook. An answer that makes the test throw is simply not right yet. */
export function exercises(list: Readonly<Record<string, Exercise>>): (name: string, answer: unknown) => Verdict {
  return (name, answer) => {
    const exercise = list[name];
    if (!exercise) {
      const names = Object.keys(list).join(", ");
      throw new ValueError("UNKNOWN_EXERCISE", `check: there is no exercise "${name}". This notebook has ${names}.`);
    }
    return new Verdict(name, holds(exercise, answer), exercise.hint);
  };
}

function holds({ accepts }: Exercise, answer: unknown): boolean {
  try {
    return accepts(answer);
  } catch {
    return false;
  }
}

/** Whether `answer` is a number within the relative tolerance of `expected`. */
export function near(answer: unknown, expected: number, relative: number): boolean {
  return typeof answer === "number" && Math.abs(answer - expected) <= relative * Math.abs(expected);
}
