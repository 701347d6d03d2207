/** A row of the right width, and what was wrong with it. */
export interface RepairedRow {
  readonly fields: readonly string[];
  readonly what?: "decimal comma between fields" | "trailing separator" | "short row" | "long row";
}

/**
 * A row of as many fields as there are columns. Where commas separate fields and one of them is a decimal comma too
 * (`46,80, -100.77`), the two parts are joined if that is the only way to make numbers stand where numbers belong.
 */
export function repairRow(fields: readonly string[], isNumeric: readonly boolean[], separator: string): RepairedRow {
  const width = isNumeric.length;
  if (fields.length === width && (separator !== "," || !isCrowded(fields, isNumeric))) return { fields };
  if (fields.length > width && fields.slice(width).every((field) => field.trim() === "")) {
    return { fields: fields.slice(0, width), what: "trailing separator" };
  }
  const joined = separator === "," ? joinDecimal(fields, isNumeric) : undefined;
  if (joined) return { fields: joined, what: "decimal comma between fields" };
  if (fields.length === width) return { fields };
  const missing = width - fields.length;
  if (missing > 0) return { fields: [...fields, ...Array<string>(missing).fill("")], what: "short row" };
  // Nobody knows which value of a long row belongs to which column.
  return { fields: Array<string>(width).fill(""), what: "long row" };
}

/** The only way to read one comma between digits as a decimal mark that makes the row fit. */
function joinDecimal(fields: readonly string[], isNumeric: readonly boolean[]): readonly string[] | undefined {
  const ways: string[][] = [];
  for (let j = 0; j + 1 < fields.length; j++) {
    const [left, right] = [fields[j]!, fields[j + 1]!];
    if (!/^\s*[+-]?\d+$/.test(left) || !/^\d+(\s|$)/.test(right)) continue;
    const parts = `${left}.${right}`.trim().split(/\s+/);
    const way = [...fields.slice(0, j), ...parts, ...fields.slice(j + 2)];
    if (way.length === isNumeric.length && fits(way, isNumeric)) ways.push(way);
  }
  return ways.length === 1 ? ways[0] : undefined;
}

/** Whether numbers stand alone, or nothing with a digit stands, where numbers belong. */
function fits(fields: readonly string[], isNumeric: readonly boolean[]): boolean {
  return fields.every((field, j) => !isNumeric[j] || /^\s*(?:[-+−.\d]\S*|\D*)\s*$/.test(field));
}

/** Whether a number and something else stand where a number belongs; quick, for it is asked of every row. */
function isCrowded(fields: readonly string[], isNumeric: readonly boolean[]): boolean {
  for (let j = 0; j < fields.length; j++) if (isNumeric[j] && fields[j]!.trim().includes(" ")) return true;
  return false;
}
