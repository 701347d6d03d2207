import type { Finding } from "../cleaning/report.js";
import type { Column } from "../column.js";
import type { DateOrder } from "./read-time.js";

/** Fields without blanks around; `null` where nothing is there. */
export type Texts = readonly (string | null)[];

/** A column as it was understood; a second one where flags stood behind the numbers. */
export interface ReadColumn {
  readonly column: Column;
  readonly flags?: Column;
  /** The codes for missing values that were removed. */
  readonly codes?: ReadonlySet<number>;
  /** The lowest and the highest number, codes left out. */
  readonly range?: readonly number[];
  /** The unit that stood behind every number. */
  readonly unit?: string;
  /** Which number is the day in dates such as 13/04/2021. */
  readonly order?: DateOrder;
  readonly findings: readonly Finding[];
}

/** What an earlier piece of the same column was; what follows must fit. */
export type Learned = Pick<ReadColumn, "flags" | "codes" | "range" | "unit" | "order"> & {
  readonly kind: Column["kind"] | undefined;
};
