import { ValueError } from "@mesoscope/sdk";

/** A heavy atom, with the hydrogens that it carries. */
export interface Atom {
  readonly element: string;
  readonly isAromatic: boolean;
  readonly charge: number;
  readonly hydrogens: number;
}

/** A bond between two atoms, by their numbers. */
export interface Bond {
  readonly ends: readonly [number, number];
  /** 1, 2 or 3, and 1.5 for an aromatic bond. */
  readonly order: number;
}

/** The graph of a molecule: which atom is bonded to which, without places in space. */
export interface Molecule {
  readonly atoms: readonly Atom[];
  readonly bonds: readonly Bond[];
}

/** Valences of the elements that may stand without brackets. */
const valences: Readonly<Record<string, readonly number[]>> = {
  B: [3],
  C: [4],
  N: [3, 5],
  O: [2],
  P: [3, 5],
  S: [2, 4, 6],
  F: [1],
  Cl: [1],
  Br: [1],
  I: [1],
};
const orders: Readonly<Record<string, number>> = { "-": 1, "/": 1, "\\": 1, "=": 2, "#": 3, ":": 1.5 };
const bracket = String.raw`\[\d*(?<symbol>[A-Z][a-z]?|[bcnops])@{0,2}(?<hydrogens>H\d*)?(?<charge>[+-]\d*)?\]`;
const token = new RegExp(
  String.raw`${bracket}|(?<plain>Cl|Br|[BCNOPSFI]|[bcnops])|(?<bond>[-=#:/\\])|%(\d\d)|(\d)|[().]`,
  "gy",
);

interface ReadAtom extends Omit<Atom, "hydrogens"> {
  /** What brackets say; without them hydrogens fill the valence. */
  readonly hydrogens?: number;
}

/**
 * Reads a molecule written as SMILES: the organic subset, brackets, rings and branches. Marks of mirror images and of the
 * sides of double bonds are passed over, since a graph has no place for them.
 *
 * @throws ValueError BAD_SMILES
 * @see D. Weininger, J. Chem. Inf. Comput. Sci. 28 (1988) 31, doi:10.1021/ci00057a005
 */
export function readSmiles(smiles: string): Molecule {
  const atoms: ReadAtom[] = [];
  const bonds: Bond[] = [];
  const branches: (number | undefined)[] = [];
  const openRings = new Map<string, { atom: number; order: number | undefined }>();
  let last: number | undefined;
  let order: number | undefined;

  const connect = (from: number, to: number, given: number | undefined) => {
    const both = atoms[from]!.isAromatic && atoms[to]!.isAromatic;
    bonds.push({ ends: [from, to], order: given ?? (both ? 1.5 : 1) });
    order = undefined;
  };
  const addAtom = (atom: ReadAtom) => {
    atoms.push(atom);
    if (last !== undefined) connect(last, atoms.length - 1, order);
    last = atoms.length - 1;
  };
  const ring = (name: string) => {
    const begun = openRings.get(name);
    if (last === undefined) throw notRead(smiles, `ring ${name} begins before any atom`);
    if (begun) connect(begun.atom, last, order ?? begun.order);
    else openRings.set(name, { atom: last, order });
    if (begun) openRings.delete(name);
    order = undefined;
  };

  for (const match of tokensOf(smiles)) {
    const { symbol, plain, bond, hydrogens, charge } = match.groups!;
    const ringName = match[6] ?? match[7];
    if (plain) addAtom(atomOf(plain));
    else if (symbol) addAtom({ ...atomOf(symbol), hydrogens: countOf(hydrogens), charge: countOf(charge) });
    else if (bond) order = orders[bond];
    else if (ringName) ring(ringName);
    else if (match[0] === "(") branches.push(last);
    else if (match[0] === ".") last = undefined;
    else if (branches.length > 0) last = branches.pop();
    else throw notRead(smiles, "a branch ends that never began");
  }
  if (openRings.size > 0) throw notRead(smiles, `ring ${[...openRings.keys()][0]} never closes`);
  if (branches.length > 0) throw notRead(smiles, "a branch never ends");
  return { bonds, atoms: atoms.map((atom, i) => ({ ...atom, hydrogens: atom.hydrogens ?? missing(atom, i, bonds) })) };
}

/** The signs of a text, one after the other. */
function tokensOf(smiles: string): RegExpExecArray[] {
  const text = smiles.trim();
  const found = [...text.matchAll(token)];
  const read = found.reduce((length, [sign]) => length + sign.length, 0);
  if (read === text.length) return found;
  throw notRead(smiles, `"${text[read]}" at place ${read + 1} is none of its signs`);
}

function atomOf(symbol: string): ReadAtom {
  const element = symbol[0]!.toUpperCase() + symbol.slice(1);
  return { element, isAromatic: element !== symbol, charge: 0 };
}

/** "H" is 1, "H3" is 3, "-2" is −2, nothing is 0. */
function countOf(text: string | undefined): number {
  if (!text) return 0;
  const count = Number(text.slice(1) || 1);
  return text.startsWith("-") ? -count : count;
}

/** Hydrogens that fill the valence; an aromatic atom gives one of its electrons to the ring. */
function missing({ element, isAromatic }: ReadAtom, atom: number, bonds: readonly Bond[]): number {
  const own = bonds.filter(({ ends }) => ends.includes(atom));
  const taken = own.reduce((sum, { order }) => sum + Math.floor(order), isAromatic ? 1 : 0);
  const fitting = valences[element]!.find((valence) => valence >= taken);
  return isAromatic && taken > valences[element]![0]! ? 0 : (fitting ?? taken) - taken;
}

function notRead(smiles: string, why: string): ValueError {
  return new ValueError(
    "BAD_SMILES",
    `readSmiles: ${JSON.stringify(smiles)} cannot be read: ${why}. Give the organic subset.`,
  );
}
