/** A number with its digits in groups of three, without the tables of languages, which take long to load. */
export const grouped = (count: number): string =>
  String(count).replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
