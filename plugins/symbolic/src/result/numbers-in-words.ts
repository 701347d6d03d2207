/** Below this fraction of the variance residuals are rounding. */
const roundingLoss = 1e-20;

/** To so many digits; very large and very small numbers with an exponent: 5.63e-6. */
export function shown(value: number, digits = 5): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  const rounded = Number(value.toPrecision(digits));
  const isPlain = size >= 1e-3 && size < 1e6;
  return isPlain ? String(rounded) : rounded.toExponential().replace("e+", "e");
}

/** R² with two digits after its nines. */
export function rSquaredText(loss: number): string {
  if (isExact(loss)) return "1";
  if (loss < 1e-14) return `1 − ${shown(loss, 2)}`;
  const digits = Math.max(Math.ceil(-Math.log10(loss)) + 1, 3);
  return String(Number((1 - loss).toFixed(digits)) + 0);
}

export function isExact(loss: number): boolean {
  return loss < roundingLoss;
}

export function withUnit(text: string, unit: string | undefined): string {
  return unit ? `${text} ${unit}` : text;
}

/** `a, b and c`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
