/** A number that was written in some way; `repair` says what was not plain about it. */
export interface WrittenNumber {
  readonly value: number;
  readonly repair?: "decimal comma" | "thousands separator";
}

const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][+-]?\d+)?$/;
const commaDecimal = /^([+-]?\d*),(\d+)((?:[eE][+-]?\d+)?)$/;
const groupedByComma = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;
const groupedByPoint = /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?$/;
const groupedByBlank = /^[+-]?\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d*)?$/;

/**
 * The number that a text says, undefined where it says none. `decimal` decides what `1,234` means: with a decimal comma
 * 1.234, else 1234.
 */
export function readNumber(text: string, decimal: "." | "," = "."): WrittenNumber | undefined {
  if (plain.test(text) && !(decimal === "," && groupedByPoint.test(text))) {
    const value = Number(text);
    return { value: Number.isNaN(value) ? Number(text.replace(/[dD]/, "e")) : value };
  }
  const signed = text.replace("−", "-");
  if (signed !== text) return readNumber(signed, decimal);
  if (decimal === "," && groupedByPoint.test(text)) {
    return { value: Number(text.replaceAll(".", "").replace(",", ".")), repair: "thousands separator" };
  }
  if (groupedByBlank.test(text)) {
    return {
      value: Number(text.replaceAll(/[ \u00a0\u202f'’]/g, "").replace(",", ".")),
      repair: "thousands separator",
    };
  }
  if (decimal === "." && groupedByComma.test(text)) {
    return { value: Number(text.replaceAll(",", "")), repair: "thousands separator" };
  }
  const [, whole, fraction, exponent] = commaDecimal.exec(text) ?? [];
  if (fraction === undefined) return undefined;
  return { value: Number(`${whole}.${fraction}${exponent}`), repair: "decimal comma" };
}

/** Whether a text says a number in any way. */
export function isNumber(text: string): boolean {
  return (readNumber(text.trim()) ?? readNumber(text.trim(), ",")) !== undefined;
}
