/** A product as the library writes it, equal factors as powers: "x^2 * y" for x, y, x; "1" for none. */
export function productText(factors: readonly string[]): string {
  const powers = [...new Set(factors)].map((name) => {
    const power = timesIn(factors, name);
    return power === 1 ? name : `${name}^${power}`;
  });
  return powers.join(" * ") || "1";
}

/** The factors of such a text, one by one. */
export function factorsOf(product: string): string[] {
  if (product === "1") return [];
  return product.split(" * ").flatMap((part) => {
    const [, name, power] = /^(.*)\^(\d+)$/.exec(part) ?? [part, part, "1"];
    return new Array<string>(Number(power)).fill(name);
  });
}

/** How often a factor occurs. */
export function timesIn(factors: readonly string[], name: string): number {
  return factors.filter((factor) => factor === name).length;
}

/** With one factor more, in the order of the variables. */
export function multipliedBy(factors: readonly string[], name: string, variables: readonly string[]): string[] {
  return [...factors, name].sort((a, b) => variables.indexOf(a) - variables.indexOf(b));
}
