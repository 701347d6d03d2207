import path from "node:path";
import { readTable } from "@mesoscope/fusion";
import { describe, expect, test } from "vitest";
import { type Molecule, readSmiles } from "../../notebooks/smiles.ts";
import { root } from "./notebook.ts";

/** Standard atomic weights, abridged to what the table was computed with. */
const masses: Readonly<Record<string, number>> = {
  ...{ H: 1.008, B: 10.812, C: 12.011, N: 14.007, O: 15.999, F: 18.998, P: 30.974, S: 32.067 },
  ...{ Cl: 35.453, Br: 79.904, I: 126.904 },
};
const weight = ({ atoms }: Molecule) =>
  atoms.reduce((sum, { element, hydrogens }) => sum + masses[element]! + hydrogens * masses.H!, 0);
const degree = ({ bonds }: Molecule, atom: number) => bonds.filter(({ ends }) => ends.includes(atom)).length;
const hydrogens = (smiles: string) => readSmiles(smiles).atoms.map((atom) => atom.hydrogens);

describe("the reader of SMILES", () => {
  test("finds weights and least degrees of 1128 molecules as RDKit did", async () => {
    const table = await readTable(path.join(root, "datasets/esol-delaney/delaney.csv"));
    const wrong = [...table.rows()].filter((row) => {
      const molecule = readSmiles(String(row.smiles));
      const least = Math.min(...molecule.atoms.map((_, atom) => degree(molecule, atom)));
      return Math.abs(weight(molecule) - Number(row["Molecular Weight"])) > 0.01 || least !== row["Minimum Degree"];
    });
    expect(wrong.map(({ smiles }) => smiles)).toEqual([]);
    expect(table.rowCount).toBe(1128);
  });

  test("rings, branches and orders of bonds", () => {
    expect(readSmiles("C1CC1(=O)C#N").bonds).toEqual([
      { ends: [0, 1], order: 1 },
      { ends: [1, 2], order: 1 },
      { ends: [0, 2], order: 1 },
      { ends: [2, 3], order: 2 },
      { ends: [2, 4], order: 1 },
      { ends: [4, 5], order: 3 },
    ]);
    expect(readSmiles("C%12=CC%12").bonds.map(({ order }) => order)).toEqual([2, 1, 1]);
    expect(readSmiles("C=1CC=1").bonds.map(({ order }) => order)).toEqual([1, 1, 2]);
    expect(
      readSmiles("c1ccccc1-c2ccccc2")
        .bonds.map(({ order }) => order)
        .filter((order) => order === 1.5),
    ).toHaveLength(12);
  });

  test("hydrogens fill the valence, or are those in brackets", () => {
    expect(hydrogens("CS(=O)(=O)NP")).toEqual([3, 0, 0, 0, 1, 2]);
    expect(hydrogens("c1cc[nH]c1")).toEqual([1, 1, 1, 1, 1]);
    expect(hydrogens("Cn1cccc1c2ncco2")).toEqual([3, 0, 1, 1, 1, 0, 0, 0, 1, 1, 0]);
    expect(hydrogens("F/C=C\\[C@@H](N)Br")).toEqual([0, 1, 1, 1, 2, 0]);
  });

  test("charges, isotopes and parts that are not bonded", () => {
    const { atoms, bonds } = readSmiles("[13CH3-].[Na+].[O-2]");
    expect(atoms).toEqual([
      { element: "C", isAromatic: false, charge: -1, hydrogens: 3 },
      { element: "Na", isAromatic: false, charge: 1, hydrogens: 0 },
      { element: "O", isAromatic: false, charge: -2, hydrogens: 0 },
    ]);
    expect(bonds).toEqual([]);
  });

  test.each([
    ["C1CC", "ring 1 never closes"],
    ["C(C", "a branch never ends"],
    ["CC)C", "a branch ends that never began"],
    ["1CC1", "ring 1 begins before any atom"],
    ["CX", '"X" at place 2'],
  ])("%s is refused", (smiles, why) => {
    expect(() => readSmiles(smiles)).toThrow(
      expect.objectContaining({ code: "BAD_SMILES", message: expect.stringContaining(why) }),
    );
  });
});
