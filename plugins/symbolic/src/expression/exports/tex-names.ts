const greek = new Set(
  [
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega",
    "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega",
  ].flatMap((names) => names.split(" ")),
);

const letters: Readonly<Record<string, string>> = {
  ...{ α: "alpha", β: "beta", γ: "gamma", δ: "delta", ε: "epsilon", ϵ: "epsilon", ζ: "zeta", η: "eta", θ: "theta" },
  ...{ ι: "iota", κ: "kappa", λ: "lambda", μ: "mu", ν: "nu", ξ: "xi", π: "pi", ρ: "rho", σ: "sigma", τ: "tau" },
  ...{ υ: "upsilon", φ: "phi", ϕ: "phi", χ: "chi", ψ: "psi", ω: "omega", Γ: "Gamma", Δ: "Delta", Θ: "Theta" },
  ...{ Λ: "Lambda", Ξ: "Xi", Π: "Pi", Σ: "Sigma", Φ: "Phi", Ψ: "Psi", Ω: "Omega" },
};

/** A name as one symbol: `sigma_0` with a subscript, `x1` as well, `crack length` upright. */
export function texName(name: string): string {
  const [head = "", ...subscripts] = name.split("_").filter((part) => part !== "");
  const numbered = /^(\p{L}+)(\d+)$/u.exec(head);
  const all = numbered ? [numbered[2]!, ...subscripts] : subscripts;
  const symbol = part(numbered?.[1] ?? head);
  return all.length === 0 ? symbol : `${symbol}_{${all.map(part).join(",")}}`;
}

function part(text: string): string {
  const name = letters[text] ?? text;
  if (greek.has(name)) return `\\${name}`;
  if (/^[\p{L}\d]$|^\d+$/u.test(text)) return text;
  const first = letters[text[0]!];
  if (first) return `\\${first} ${part(text.slice(1))}`;
  return `\\mathrm{${text
    .replaceAll(/[\\^~]/g, " ")
    .replaceAll(/[#$%&{}]/g, "\\$&")
    .replaceAll(" ", "\\ ")}}`;
}

/** So many significant digits, and a power of ten where it is shorter. */
export function texNumber(value: number, digits: number): string {
  const rounded = Number(value.toPrecision(digits));
  const [mantissa, exponent] = (
    rounded !== 0 && (Math.abs(rounded) < 1e-3 || Math.abs(rounded) >= 1e5) ? rounded.toExponential() : String(rounded)
  ).split("e");
  if (exponent === undefined) return mantissa!;
  const power = `10^{${Number(exponent)}}`;
  return mantissa === "1" ? power : `${mantissa}\\cdot${power}`;
}

/** A unit after a thin space. */
export function texUnit(unit: string): string {
  if (unit === "") return "";
  const powers = unit.replaceAll(/\^(-?[\d.]+)/g, "^{$1}").replaceAll(/\s*[*·]\s*|\s+/g, "\\,");
  return `\\,\\mathrm{${powers}}`;
}
