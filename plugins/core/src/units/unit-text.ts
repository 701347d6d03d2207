const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A unit as people write it, `MPa·√m`, `W/m²`, `°C`, `m^(1/2)`, in the form that mathjs reads. */
export function readableUnit(text: string): string {
  return text
    .normalize("NFC")
    .replaceAll("**", "^")
    .replaceAll(/[·⋅×∙]/g, "*")
    .replaceAll(/[−–]/g, "-")
    .replaceAll(/°\s*C\b/g, "degC")
    .replaceAll(/°\s*F\b/g, "degF")
    .replaceAll("℃", "degC")
    .replaceAll("°", "deg")
    .replaceAll(/[µμ]/g, "u")
    .replaceAll(/[ΩΩ]/g, "ohm")
    .replaceAll(/[ÅÅ]/g, "angstrom")
    .replaceAll("%", "percent")
    .replaceAll(/(?:√|sqrt)\(([A-Za-z]+)\)|√\s*([A-Za-z]+)/g, (_, a?: string, b?: string) => `${a ?? b}^0.5`)
    .replaceAll(/⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (power) => `^${plainPower(power)}`)
    .replaceAll(
      /\^\s*\(\s*(-?[\d.]+)\s*(?:\/\s*([\d.]+)\s*)?\)/g,
      (_, a: string, b = "1") => `^${Number(a) / Number(b)}`,
    )
    .replaceAll(/([A-Za-z])\.(?=[A-Za-z])/g, "$1*")
    .trim();
}

function plainPower(power: string): string {
  return Array.from(power, (digit) => (digit === "⁻" ? "-" : superscripts.indexOf(digit))).join("");
}
