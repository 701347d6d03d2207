import { defaultMissing, type ReadOptions } from "../read-options.js";
import { readNumber } from "./read-number.js";

/** What stands for a missing value: texts, and numbers however they are written. */
export interface CodeTest {
  readonly isCode: (text: string) => boolean;
  /** The codes that are numbers; -9999 is written -9999.0 too. */
  readonly numbers: ReadonlySet<number>;
}

export function codeTest(decimal: "." | ",", { missing }: ReadOptions): CodeTest {
  const codes = new Set(["", ...(missing ?? defaultMissing).map(String)]);
  const numbers = new Set([...codes].flatMap((code) => readNumber(code.trim(), decimal)?.value ?? []));
  const longest = Math.max(...Array.from(codes, (code) => code.length));
  const isText = (text: string) => text.length <= longest && codes.has(text);
  if (numbers.size === 0) return { isCode: isText, numbers };
  return { isCode: (text) => isText(text) || numbers.has(readNumber(text, decimal)?.value ?? Number.NaN), numbers };
}
