/** What a name such as `u_xxt` stands for: a field and the coordinates that it is derived along. */
export interface Derivative {
  readonly of: string;
  readonly along: readonly string[];
}

/** The derivative that a name stands for; of several readings the one whose field has the longest name. */
export function readDerivative(
  name: string,
  fields: readonly string[],
  coordinates: readonly string[],
): Derivative | undefined {
  for (const of of fields.toSorted((a, b) => b.length - a.length)) {
    const along = name.startsWith(`${of}_`) ? splitInto(name.slice(of.length + 1), coordinates) : undefined;
    if (along && along.length > 0) return { of, along };
  }
  return undefined;
}

/** A text as a row of the words, or undefined where it is none. */
function splitInto(text: string, words: readonly string[]): string[] | undefined {
  if (text === "") return [];
  for (const word of words) {
    const rest = text.startsWith(word) ? splitInto(text.slice(word.length), words) : undefined;
    if (rest) return [word, ...rest];
  }
  return undefined;
}
