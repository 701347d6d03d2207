/** How the data that a search works on look to the user; inside, everything is in SI. */
export interface Presentation {
  /** The columns of X that the search works on. */
  readonly columns: readonly number[];
  /** How many columns X has. */
  readonly width: number;
  /** How many rows X has; the search may work on some of them. */
  readonly rows: number;
  /** The unit of every column that the search works on; empty for plain numbers. */
  readonly units: readonly string[];
  readonly target: { readonly name: string; readonly unit: string };
  /** The groups of rows, in the order of the values of a group constant. */
  readonly groups: readonly (string | number)[];
}
