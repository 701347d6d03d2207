import { recogniseUnit } from "./formats/recognise-unit.js";

/** A column's name without its unit, and the unit. */
export interface Heading {
  readonly name: string;
  readonly unit?: string;
}

/**
 * Units that may end a name after an underscore, with what they mean. Only spellings that are rarely anything else:
 * `body_mass_g` has a unit, `group_a` has none. In brackets every known unit counts.
 */
const suffixes: Readonly<Record<string, string>> = {
  ...sameName(
    "Pa kPa hPa MPa GPa m mm cm km um nm g mg kg s ms min h N kN MN J kJ MJ W kW MW K Hz kHz MHz V mV rad deg ppm",
  ),
  C: "degC",
  degC: "degC",
  degF: "degF",
  percent: "%",
  m_s: "m/s",
  km_h: "km/h",
  W_m2: "W/m^2",
  kg_m3: "kg/m^3",
  mm_day: "mm/day",
};

/**
 * Splits the unit from a column's head: `length [mm]`, `stress (MPa)`, `body_mass_g`.
 *
 * @example
 * splitHeading("max_stress_MPa").unit; // "MPa"
 * splitHeading("group_a").unit; // undefined
 */
export function splitHeading(head: string): Heading {
  const bracketed = /^(.*\S)\s*[([]\s*([^()[\]]+?)\s*[)\]]$/.exec(head.trim());
  if (bracketed) {
    const unit = recogniseUnit(bracketed[2]!, bracketed[1]!);
    return unit ? { name: bracketed[1]!, unit } : { name: head.trim() };
  }
  for (const parts of [2, 1]) {
    const match = new RegExp(`^(.+?)_((?:[^_]+_){${parts - 1}}[^_]+)$`).exec(head.trim());
    const unit = match && Object.hasOwn(suffixes, match[2]!) ? suffixes[match[2]!] : undefined;
    if (match && unit) return { name: match[1]!, unit };
  }
  return { name: head.trim() };
}

/** The headings of a whole table; names that would collide without their units keep them. */
export function splitHeadings(heads: readonly string[]): Heading[] {
  const headings = heads.map(splitHeading);
  const count = (name: string) => headings.filter((heading) => heading.name === name).length;
  return headings.map((heading, i) => (count(heading.name) > 1 ? { ...heading, name: heads[i]!.trim() } : heading));
}

function sameName(units: string): Record<string, string> {
  return Object.fromEntries(units.split(" ").map((unit) => [unit, unit]));
}
