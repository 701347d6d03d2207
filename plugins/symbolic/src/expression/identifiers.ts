import { unaryOperators } from "./operators.js";

/** What mathjs takes for the letters of a name. */
const letter = "A-Za-z_\\u00C0-\\u02AF\\u0370-\\u03FF";
const notInName = new RegExp(`[^${letter}0-9]+`, "g");
const isIdentifier = new RegExp(`^[${letter}][${letter}0-9]*$`);

const keywords = "mod to in and xor or not true false null undefined end NaN Infinity group".split(" ");
const reserved = new Set<string>([...keywords, ...unaryOperators]);

/**
 * The names of the variables as formulas write them: what is no letter, digit or underscore becomes an underscore, and no
 * two are equal.
 *
 * @param others names that they must not have, besides the functions and words of mathjs
 *
 * @example
 * identifiersOf(["sigma", "crack length", "2nd"]); // ["sigma", "crack_length", "_2nd"]
 */
export function identifiersOf(names: readonly string[], others: readonly string[] = []): string[] {
  const taken = new Set([...reserved, ...others]);
  const claim = (identifier: string): string => {
    let free = identifier;
    for (let k = 2; taken.has(free); k++) free = `${identifier}_${k}`;
    taken.add(free);
    return free;
  };
  // Names that need no change keep theirs.
  const plain = names.map((name) => readable(name) === name && !taken.has(name) && claim(name));
  return names.map((name, i) => plain[i] || claim(readable(name)));
}

function readable(name: string): string {
  if (isIdentifier.test(name)) return name;
  const plain = name
    .normalize("NFKC")
    .replaceAll(notInName, "_")
    .replaceAll(/(?<=.)_+$/g, "");
  return /^\d|^$/.test(plain) ? `_${plain}` : plain;
}
