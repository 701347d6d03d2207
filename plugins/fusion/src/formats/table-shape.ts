import { defaultMissing } from "../read-options.js";
import { isNumber } from "./read-number.js";
import type { TextRecord } from "./read-records.js";

/** The number of fields that most rows have; the larger of two as frequent. */
export function usualWidth(records: readonly TextRecord[]): number {
  const counts = new Map<number, number>();
  for (const { fields } of records) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] || (b[1] === a[1] && b[0] > a[0]) ? b : a), [0, 0])[0];
}

/** The usual width, less a last column in which nothing stands but the end of a trailing separator. */
export function tableWidth(records: readonly TextRecord[]): number {
  const width = usualWidth(records);
  const usual = records.filter(({ fields }) => fields.length === width);
  const endsBlank = usual.every(({ fields }) => fields.at(-1)!.trim() === "");
  return endsBlank && records.some(({ fields }) => fields.length === width - 1) ? width - 1 : width;
}

/** The first row of the usual width after which most rows have it. */
export function startOfTable(records: readonly TextRecord[], width: number): number {
  let usual = 0;
  let start = records.findIndex(({ fields }) => fields.length === width);
  for (let i = records.length - 1; i >= 0; i--) {
    const record = records[i]!;
    if (record.fields.length < width || !isBlankFrom(record, width)) continue;
    usual++;
    if (usual > 0.5 * (records.length - i)) start = i;
  }
  return start;
}

/** Whether nothing stands behind the fields of the usual width. */
function isBlankFrom({ fields }: TextRecord, width: number): boolean {
  return fields.slice(width).every((field) => field.trim() === "");
}

/**
 * The decimal mark: a comma, where numbers with one are written and none whose point is surely decimal. Where all have
 * three digits behind the comma, which may be thousands, it is not sure.
 */
export function decimalOf(table: readonly TextRecord[], separator: string): { mark: "." | ","; isSure: boolean } {
  const fields =
    separator === "," ? [] : table.slice(1).flatMap((record) => record.fields.map((field) => field.trim()));
  const withComma = fields.filter((field) => /^[+-]?(\d{1,3}(\.\d{3})*|\d*),\d+(e[+-]?\d+)?$/i.test(field));
  const surelyPoint = fields.some((field) => /^[+-]?\d*\.\d+$/.test(field) && !/^[+-]?\d{1,3}\.\d{3}$/.test(field));
  const isSure = withComma.some((field) => !/^[+-]?\d{1,3},\d{3}$/.test(field));
  const hasPoint = surelyPoint || (!isSure && fields.some((field) => /^[+-]?\d*\.\d+$/.test(field)));
  const isComma = withComma.length > 0 && !hasPoint && (isSure || separator === ";");
  return { mark: isComma ? "," : ".", isSure };
}

/** Whether nothing, or a sign for it, stands in a field. */
export const isMissing = (field: string) => field === "" || defaultMissing.includes(field) || /^[-*.?]+$/.test(field);

/** Which columns hold numbers or nothing in most rows of the usual width. */
export function numericColumns(rows: readonly TextRecord[], width: number): boolean[] {
  const usual = rows.filter((row) => row.fields.length >= width && isBlankFrom(row, width));
  return Array.from({ length: width }, (_, j) => {
    const fields = usual.map(({ fields: all }) => all[j]!.trim()).filter((field) => !isMissing(field));
    return fields.length > 0 && fields.filter(isNumber).length >= 0.6 * fields.length;
  });
}
