import { ShapeError, ValueError } from "@mesoscope/sdk";

/** The names that an option gives to columns, or x0, x1, … for the letter x; checked. */
export function columnNames(
  owner: string,
  option: string,
  given: readonly string[] | undefined,
  count: number,
  letter: string,
): readonly string[] {
  const names = given ?? Array.from({ length: count }, (_, i) => `${letter}${i}`);
  if (names.length !== count) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: ${option} has ${names.length} entries for ${count} columns. Give one name per column.`,
    );
  }
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice === undefined) return names;
  throw new ValueError("BAD_OPTION", `${owner}: the name ${twice} is given twice. Give every column its own name.`);
}
