/** Tells whether `version` lies in an npm range of the usual forms: `^1.2.0`, `~1.2`, `>=1.0.0`, `1.x`, `*`, joined by `||`. */
export function inRange(version: string, range: string): boolean {
  return range.split("||").some((part) =>
    part
      .trim()
      .split(/\s+/)
      .every((term) => meets(parts(version), term)),
  );
}

type Version = readonly [major: number, minor: number, patch: number];

function meets(version: Version, term: string): boolean {
  const match = /^(\^|~|>=|<=|>|<|=)?v?(\d+|[x*])?(?:\.(\d+|[x*]))?(?:\.(\d+|[x*]))?/.exec(term);
  if (!match || match[0] === "" || /[x*]/.test(match[2] ?? "*")) return true;
  const [, sign = "=", ...given] = match;
  const numbers = given.filter((text) => text !== undefined && !/[x*]/.test(text)).map(Number);
  const low: Version = [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0];
  const difference = compare(version, low);
  if (sign === ">=") return difference >= 0;
  if (sign === ">") return difference > 0;
  if (sign === "<=") return difference <= 0;
  if (sign === "<") return difference < 0;
  return difference >= 0 && samePrefix(version, low, fixedParts(sign, low, numbers.length));
}

/** How many leading numbers must agree. */
function fixedParts(sign: string, low: Version, given: number): number {
  if (sign === "=") return given;
  if (sign === "~") return Math.min(given, 2);
  const firstNonZero = low.findIndex((number) => number > 0);
  return firstNonZero < 0 ? given : Math.min(given, firstNonZero + 1);
}

const samePrefix = (a: Version, b: Version, count: number) => a.slice(0, count).every((number, i) => number === b[i]);

function compare(a: Version, b: Version): number {
  const i = a.findIndex((number, place) => number !== b[place]);
  return i < 0 ? 0 : a[i]! - b[i]!;
}

function parts(version: string): Version {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.+-]/).map(Number);
  return [major, minor, patch];
}
