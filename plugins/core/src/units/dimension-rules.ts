/** What a function asks of the dimensions of its arguments, and gives. */
export type DimensionRule = "plain" | "same" | "sign" | { readonly power: number };

/** "plain": numbers to a number; "same": equal dimensions to that dimension; "sign": any dimension to a number. */
export const functionRules: Readonly<Record<string, DimensionRule>> = {
  ...rules("plain", "exp expm1 log log2 log10 log1p ln sin cos tan sec csc cot asin acos atan sinh cosh tanh"),
  ...rules("plain", "asinh acosh atanh erf gamma lgamma factorial floor ceil round fix"),
  ...rules("same", "abs min max mean median sum hypot mod norm std"),
  ...rules("sign", "sign atan2"),
  sqrt: { power: 1 / 2 },
  cbrt: { power: 1 / 3 },
  square: { power: 2 },
  cube: { power: 3 },
};

function rules(rule: DimensionRule, names: string): Record<string, DimensionRule> {
  return Object.fromEntries(names.split(" ").map((name) => [name, rule]));
}
