/** A number in the column's own unit, or a quantity such as "45 deg". */
export type Bound = number | string;

/** One thing to put right in a table. Rules are plain data that JSON keeps, but for the test that `outliers` is given. */
export type Rule =
  /** What stands for a missing value, in some columns or all. */
  | { readonly rule: "missing"; readonly codes: readonly (number | string)[]; readonly columns?: readonly string[] }
  /** The unit in which numbers were written; `factor` for units without a name, such as tenths of a degree. */
  | { readonly rule: "unit"; readonly columns: readonly string[]; readonly unit: string; readonly factor?: number }
  /** Numbers in another unit of the same dimension. */
  | { readonly rule: "convert"; readonly columns: readonly string[]; readonly unit: string }
  /** Numbers below or above are missing. */
  | { readonly rule: "range"; readonly columns: readonly string[]; readonly from?: Bound; readonly to?: Bound }
  /** Another value in the rows where other columns have these values. */
  | {
      readonly rule: "correct";
      readonly column: string;
      readonly where: Readonly<Record<string, number | string | boolean>>;
      readonly to: number | string | boolean | null;
      readonly why: string;
    }
  /** Another kind; texts are read as `readTable` would, and what does not fit is missing. */
  | {
      readonly rule: "kind";
      readonly columns: readonly string[];
      readonly kind: "number" | "text" | "boolean" | "time";
    }
  /** Texts without blanks around and doubled within; in one case; with some replaced. */
  | {
      readonly rule: "text";
      readonly columns: readonly string[];
      readonly case?: "lower" | "upper";
      readonly replace?: Readonly<Record<string, string>>;
    }
  /** A time from its parts in columns, or from columns of dates and clock times whose texts follow one another. */
  | { readonly rule: "time"; readonly name: string; readonly parts: TimeParts | readonly string[] }
  /** Rows that equal an earlier one, in some columns or all, go. */
  | { readonly rule: "duplicate rows"; readonly columns?: readonly string[] }
  /** Columns in which every value is the same, or none is there, go. */
  | { readonly rule: "constant columns" }
  /** Numbers that a test points out are missing, or marked in a column of their own. */
  | {
      readonly rule: "outliers";
      readonly columns: readonly string[];
      readonly test: OutlierTest;
      readonly mark?: boolean;
    };

/** Says of every number, in the column's own unit and NaN where it is missing, whether it is an outlier. */
export type OutlierTest = (values: Float64Array) => ArrayLike<boolean | number>;

/** The columns in which the parts of a time stand, in UTC. */
export interface TimeParts {
  readonly year: string;
  readonly month?: string;
  readonly day?: string;
  /** The first of January is 1. */
  readonly dayOfYear?: string;
  readonly hour?: string;
  readonly minute?: string;
  readonly second?: string;
}

/** What a rule makes of the columns of a table. */
export type RuleOf<Name extends Rule["rule"]> = Extract<Rule, { readonly rule: Name }>;
