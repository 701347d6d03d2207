import { parseUnit } from "@mesoscope/core";

/** How instruments and the CF conventions write units that would otherwise be misread or unknown. */
const spellings: Readonly<Record<string, string>> = {
  "%rh": "%",
  "at%": "%",
  "at.%": "%",
  "deg c": "degC",
  "deg f": "degF",
  "deg from n": "deg",
  degc: "degC",
  degf: "degF",
  "degree c": "degC",
  degree: "deg",
  degree_celsius: "degC",
  degree_east: "deg",
  degree_north: "deg",
  degrees: "deg",
  degrees_c: "degC",
  degrees_celsius: "degC",
  degrees_east: "deg",
  degrees_north: "deg",
  celsius: "degC",
  fahrenheit: "degF",
  kelvin: "K",
  "kwhr/m^2": "kWh/m^2",
  mb: "mbar",
  micron: "um",
  microns: "um",
  millibars: "mbar",
  sec: "s",
  vac: "V",
  vdc: "V",
  "vol%": "%",
  "vol.%": "%",
  "wt%": "%",
  "wt. %": "%",
  "wt.%": "%",
  "wt.,%": "%",
};

/** An aspect ratio (L/W) is no number of litres per watt. */
const pureNames = /\b(ratio|number|index)\b/i;
const temperatureNames = /temp|dew|\bt(air|max|min|mean)?\b/i;

/**
 * The unit that a text beside a column's name means, as `parseUnit` reads it; undefined where it is none. In a column of
 * temperatures C and F are degrees, not coulomb and farad.
 *
 * @example
 * recogniseUnit("deg C"); // "degC"
 * recogniseUnit("C", "test temperature"); // "degC"
 * recogniseUnit("kg m-2 s-1"); // "kg m^-2 s^-1"
 */
export function recogniseUnit(text: string, name = ""): string | undefined {
  const written = text.trim();
  if (/^°?C$/.test(written) && temperatureNames.test(name)) return "degC";
  if (/^°?F$/.test(written) && temperatureNames.test(name)) return "degF";
  const spelled = spellings[written.toLowerCase()];
  if (spelled) return spelled;
  if (!/[\p{L}%°]/u.test(written) || (pureNames.test(name) && written !== "%")) return undefined;
  const powers = written.replaceAll(/([A-Za-z])(-?\d)/g, "$1^$2");
  return [written, powers, written.replace(/Bar$/, "bar")].find(isUnit);
}

function isUnit(text: string): boolean {
  try {
    parseUnit(text);
    return true;
  } catch {
    return false;
  }
}
