import { displaySymbol, type MimeBundle } from "@mesoscope/sdk";

/** An answer in words, shown without the quotes of a string. */
export class Sentence {
  constructor(readonly text: string) {}

  [displaySymbol](): MimeBundle {
    return { "text/plain": this.text };
  }
}
