/** Whether two values are the same, numbers (also inside texts) to a relative tolerance. */
export function closeTo(actual: unknown, expected: unknown, relative: number): boolean {
  if (typeof actual === "number" && typeof expected === "number") return near(actual, expected, relative);
  if (typeof actual === "string" && typeof expected === "string") return nearTexts(actual, expected, relative);
  if (actual === null || expected === null || typeof actual !== "object" || typeof expected !== "object") {
    return actual === expected;
  }
  const keys = Object.keys(expected);
  return (
    keys.length === Object.keys(actual).length &&
    keys.every((key) => closeTo(actual[key as never], expected[key as never], relative))
  );
}

const number = /[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?/gi;

function nearTexts(actual: string, expected: string, relative: number): boolean {
  const [found, wanted] = [actual.match(number) ?? [], expected.match(number) ?? []];
  const words = (text: string) => text.replaceAll(number, "#").replaceAll(/\s+/g, " ");
  return words(actual) === words(expected) && found.every((text, i) => near(Number(text), Number(wanted[i]), relative));
}

/** Sums that vanish up to rounding have no relative accuracy; below 1e-12 numbers count as equal. */
function near(actual: number, expected: number, relative: number): boolean {
  return Math.abs(actual - expected) <= relative * Math.max(Math.abs(actual), Math.abs(expected)) + 1e-12;
}
