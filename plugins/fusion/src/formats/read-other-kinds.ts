import { type Finding, finding } from "../cleaning/report.js";
import type { ReadOptions } from "../read-options.js";
import { Changes } from "./changes.js";
import type { Learned, ReadColumn, Texts } from "./column-reading.js";
import { isTooLong, yesOrNo } from "./kind-of-texts.js";
import { readNumber } from "./read-number.js";
import { dateOrderOf, isAmbiguousDate, readTime } from "./read-time.js";

/** Texts as times, with what was doubted. */
export function readTimes(
  name: string,
  texts: Texts,
  _: "." | ",",
  options: ReadOptions,
  learned?: Learned,
): ReadColumn {
  const present = texts.filter((text) => text !== null);
  const order = options.dateOrder ?? learned?.order ?? dateOrderOf(present);
  const doubted = new Changes();
  const values = texts.map((text, row) => {
    if (text === null) return null;
    const time = readTime(text, order);
    if (!time) doubted.add("not a time", row, text, "missing");
    else if (!order && isAmbiguousDate(text)) doubted.add("order of day and month", row, text, time.toISOString());
    return time ?? null;
  });
  const first = texts.findIndex((text) => text !== null);
  const before = texts[first] ?? "";
  const why = isAmbiguousDate(before) ? `the ${order ?? "day first"}` : "every text is one";
  const recognised = finding(
    { kind: "recognised", column: name, what: "times", why, before, after: values[first]?.toISOString() ?? "missing" },
    [],
    present.length,
  );
  return {
    column: { kind: "time", values },
    ...(order ? { order } : {}),
    findings: [recognised, ...doubted.findings(name, "doubted", timeReasons)],
  };
}

const timeReasons: Readonly<Record<string, string>> = {
  "not a time": "the column was said to hold times",
  "order of day and month": "no row tells it; give the option dateOrder",
};

/** Texts as yes and no, with what was doubted. */
export function readBooleans(name: string, texts: Texts): ReadColumn {
  const doubted = new Changes();
  const values = texts.map((text, row) => {
    if (text === null) return null;
    if (!yesOrNo.test(text)) {
      doubted.add("neither yes nor no", row, text, "missing");
      return null;
    }
    return /^(yes|true)$/i.test(text);
  });
  const found = finding(
    { kind: "recognised", column: name, what: "yes or no", why: "no other text is there" },
    [],
    texts.length,
  );
  return {
    column: { kind: "boolean", values },
    findings: [
      found,
      ...doubted.findings(name, "doubted", { "neither yes nor no": "the column was said to be yes or no" }),
    ],
  };
}

/** Texts as they are, with what looks as if it were meant otherwise. */
export function readTexts(name: string, texts: Texts, decimal: "." | ","): ReadColumn {
  const isOdd = remembered((text) => !readNumber(text, decimal));
  const isLong = remembered(isTooLong);
  const isDate = remembered(isAmbiguousDate);
  const present: number[] = [];
  for (let row = 0; row < texts.length; row++) if (texts[row] !== null) present.push(row);
  const odd = present.filter((row) => isOdd(texts[row]!));
  const findings: Finding[] = [];
  const long = present.filter((row) => isLong(texts[row]!));
  if (long.length > 0) {
    const why = "they have more digits than a number keeps, so they stay texts";
    findings.push(
      finding({ kind: "doubted", column: name, what: "long numbers", why, before: texts[long[0]!]! }, long),
    );
  } else if (odd.length > 0 && odd.length < present.length / 2) {
    const why = `the other ${present.length - odd.length} values are numbers; kinds: { "${name}": "number" } makes these missing`;
    findings.push(
      finding({ kind: "doubted", column: name, what: "texts among numbers", why, before: texts[odd[0]!]! }, odd),
    );
  } else if (present.length > 0 && present.every((row) => isDate(texts[row]!))) {
    const why = "no row tells whether the day or the month comes first; give the option dateOrder";
    findings.push(finding({ kind: "doubted", column: name, what: "dates", why, before: texts[present[0]!]! }, present));
  }
  return { column: { kind: "text", values: texts }, findings };
}

/** A test that is made once of each text, for most columns of texts repeat a few. */
function remembered(test: (text: string) => boolean): (text: string) => boolean {
  const answers = new Map<string, boolean>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = test(text);
    answers.set(text, answer);
    return answer;
  };
}
