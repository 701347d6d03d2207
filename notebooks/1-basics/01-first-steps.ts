// ---
// jupyter:
//   kernelspec:
//     display_name: TypeScript (Mesoscope)
//     language: typescript
//     name: mesoscope
// ---

// %% [markdown]
// # 01 First steps on a map of scales
//
// *Multiscale modelling predicts what a system does when its behaviour is set on several scales of space and time at once* (after *From Macro to Micro: AI's Role in Multiscale Modeling Innovation*, section 1).
//
// | | |
// |---|---|
// | **You can** | run TypeScript in a notebook and let it check your types |
// | **You can** | read a table that knows its units, and meet a dimension error before it costs you a result |
// | **You can** | place a system on the map of scales, and say which description of a gas holds in a pore |
// | Time, level | 20 minutes, first steps |
// | Needs | nothing |
// | Data | [palmer-penguins](../../datasets/palmer-penguins/README.md), CC0 1.0, SHA-256 `f204db2c753b0937caac3cb35258562c14f073e4bbc76be24b4c51ce22767a93`; [scales](../../datasets/scales/README.md), put together for this course, CC0 1.0, SHA-256 `1ed2fa9a0f4d87ddeca90473b4d9cd74a77de0ba21fea46777e174d69a606071` |
// | Plugins | core, fusion, plot |
// | Techniques | units, multiphysics |

// %% [markdown]
// ## Question
// A penguin's flipper, a load cycle of a laminate, an hour of weather, an atom: how many powers of ten lie between the smallest and the largest of them, and which kind of model reaches which?

// %% [markdown]
// ## Data
// A cell is TypeScript. Names live on in later cells, and may be declared again. `readTable` recognises units in the column heads, so `body_mass_g` becomes `body_mass` in grams.

// %%
import { readTable } from "@mesoscope/fusion";

const penguins = await readTable("datasets/palmer-penguins/penguins.csv");
penguins;

// %% [markdown]
// Missing values are counted, not hidden. Numbers inside are SI; a person chooses the unit when reading.

// %%
const birds = penguins.dropMissing();
const inKilograms = birds.column("body_mass");
const inGrams = birds.column("body_mass", { in: "g" });
[inKilograms.get(0), inGrams.get(0)];

// %%
import { scatter } from "@mesoscope/plot";

scatter(birds, {
  title: "Longer flippers, heavier birds",
  subtitle: "333 penguins of three species, Palmer Archipelago 2007–2009",
  x: "flipper_length",
  y: { column: "body_mass", unit: "kg" },
  color: "species",
});

// %% [markdown]
// ## Units keep you honest
// A quantity is a number with a unit. Adding metres to seconds is refused, with a sentence that says what was found; dividing them is fine.

// %%
import { quantity } from "@mesoscope/core";

const flipper = quantity("231 mm");
const season = quantity("1 year");
flipper.divide(season).to("nm / s");

// %%
import { UnitError } from "@mesoscope/sdk";

try {
  flipper.add(season);
} catch (error) {
  if (error instanceof UnitError) console.log(`${error.code}\n${error.message}`);
}

// %% [markdown]
// The compiler helps too. Remove the `//` in the next cell and run it: the message names the cell and the line, and the cell still runs. `%types strict` would stop it from running.

// %%
const mass: number = inKilograms.get(0);
// const wrong: string = mass;
mass;

// %% [markdown]
// ## Model: a map of scales
// Every method and every system has a shortest and a longest length $\ell$, and a shortest and a longest time $t$. On logarithmic axes each is a box, and its size in powers of ten is
// $$d = \log_{10}(\ell_\text{max}/\ell_\text{min}).$$
// Micro, meso and macro are regions of this map. Where two boxes overlap, two models can be compared; where they touch, one can hand its result to the other; a multiphysics problem has several boxes at the same place.

// %%
const scales = await readTable("datasets/scales/scales.csv");
scales;

// %%
import { regions } from "@mesoscope/plot";

regions(scales, {
  title: "A map of scales",
  subtitle: "Reach of methods (orders of magnitude) and extent of three data sets",
  x: { column: "shortest_length", title: "length", unit: "m", scale: "log" },
  x2: "longest_length",
  y: { column: "shortest_time", title: "time", unit: "s", scale: "log" },
  y2: "longest_time",
  label: "what",
  color: "class",
});

// %% [markdown]
// Which equations hold also depends on a *ratio* of scales. In a pore of width $L$, a gas with mean free path $\lambda = k_B T / (\sqrt 2\, \pi d^2 p)$ is described by the Knudsen number
// $$\mathrm{Kn} = \lambda / L .$$
// Below 0.001 it is a continuum, up to 0.1 it slips at the wall, up to 10 it is in transition, above that molecules fly freely from wall to wall. The slider is the pressure; it works without the kernel.

// %%
import { linspace, quantity as q } from "@mesoscope/core";

const boltzmann = q("1.380649e-23 J/K");
const airDiameter = q("3.7e-10 m"); // hard-sphere diameter of an air molecule
const crossSection = airDiameter.power(2).multiply(Math.SQRT2 * Math.PI);
const meanFreePath = (pressure: typeof boltzmann) =>
  boltzmann.multiply(q("293.15 K")).divide(crossSection.multiply(pressure)).to("nm");
const [x, y] = [{ title: "pore width (m)", scale: "log" }, { title: "Kn", scale: "log" }] as const;
const axes = { title: "Knudsen number of air", x, y };
meanFreePath(q("1 atm"));

// %%
import { layer, line, rule, slider } from "@mesoscope/plot";

const width = linspace(-8, -3, 51).map((power) => 10 ** power);
const knudsenAt = (kPa: number) => width.map((L) => meanFreePath(q(kPa, "kPa")).in("m") / L);
slider({
  name: "pressure",
  label: "pressure (kPa)",
  values: [1, 21, 41, 61, 81, 101],
  start: 101,
  figure: (kPa) => layer(line({ x: width, y: knudsenAt(kPa) }, axes), rule({ y: 1e-3, label: "continuum below" })),
});

// %% [markdown]
// ## How wrong is it?
// Every claim is followed by a cell that would fail if it were false. The set has 344 birds, of which 333 are complete, as its card says.

// %%
import assert from "node:assert/strict";

assert.equal(penguins.rowCount, 344);
assert.equal(birds.rowCount, 333);

// %% [markdown]
// Conversions are exact where the definition is exact: an inch is 25.4 mm, a pound is 0.45359237 kg.

// %%
assert.equal(q("1 inch").in("mm"), 25.4);
assert.ok(Math.abs(q("1 lbm").in("kg") - 0.45359237) < 1e-15);
assert.throws(() => flipper.add(season), { code: "DIMENSION_MISMATCH" });

// %% [markdown]
// The hard-sphere mean free path is a model. From the viscosity and density of air, kinetic theory gives $\lambda = \sqrt{\pi/8}\,(\mu/u)/\sqrt{\rho p}$ with $u = 0.4987445$ (Jennings 1988), which agrees within 1 %. Molecular dynamics with real molecular shapes gives $0.033916\, T^{1.23}/p$ nm (atm, K; Tsalikis et al. 2024), 44 % less. So the two classical values share an error that their agreement hides.

// %%
const hardSphere = meanFreePath(q("1 atm")).in("nm");
const viscous = (1e9 * Math.sqrt(Math.PI / 8) * (1.813e-5 / 0.4987445)) / Math.sqrt(1.204 * 101325);
const molecular = 0.033916 * 293.15 ** 1.23;
assert.ok(Math.abs(hardSphere / viscous - 1) < 0.01);
assert.ok(Math.abs(1 - molecular / hardSphere - 0.44) < 0.01);
({ hardSphere, viscous, molecular });

// %% [markdown]
// And the question: the map spans 17 powers of ten in length.

// %%
const shortest = Math.min(...scales.column("shortest_length").data);
const longest = Math.max(...scales.column("longest_length").data);
const decades = Math.log10(longest / shortest);
assert.equal(Math.round(decades), 17);
console.log(`${decades.toFixed(1)} powers of ten in length`);

// %% [markdown]
// ## What we learned
// - A column that knows its unit cannot be mixed up with another; a dimension error comes before a wrong number.
// - No single method spans the 17 powers of ten of this small collection. Atoms and continuum do not even meet on this map: the microstructure overlaps each by one decade, and there one model can be tested against the next.
// - Two models that agree may share an error: only a third, from the scale below, showed it.
// - The same gas is a continuum in a millimetre duct and a cloud of free molecules in a nanometre pore: the ratio of scales decides, not the scale.
//
// ## Exercises
// Replace the stub, run the cell, read the verdict.

// %% [markdown]
// **Exercise 1.** The mean flipper length of the Gentoo penguins, as a number of inches.

// %% tags=["exercise", "ex1"]
import { check } from "../exercises/01.ts";

const gentooInches = Number.NaN; // your answer
check("ex1", gentooInches);

// %% [markdown]
// **Exercise 2.** Air at 1 atm and 20 °C fills a pore 20 µm wide in a carbon-fibre preform. What is the Knudsen number by the hard-sphere path, and which description holds: `"continuum"`, `"slip"`, `"transition"` or `"free molecular"`?

// %% tags=["exercise", "ex2"]
const knudsen = Number.NaN; // your answer
const regime = "your answer";
check("ex2", { knudsen, regime });

// %% [markdown]
// ## References
// - K. B. Gorman, T. D. Williams, W. R. Fraser, PLoS ONE 9 (2014) e90081, [doi:10.1371/journal.pone.0090081](https://doi.org/10.1371/journal.pone.0090081)
// - J. Fish, G. J. Wagner, S. Keten, Nature Materials 20 (2021) 774, [doi:10.1038/s41563-020-00913-0](https://doi.org/10.1038/s41563-020-00913-0)
// - S. G. Jennings, Journal of Aerosol Science 19 (1988) 159, [doi:10.1016/0021-8502(88)90219-4](https://doi.org/10.1016/0021-8502(88)90219-4)
// - D. G. Tsalikis, V. G. Mavrantzas, S. E. Pratsinis, Aerosol Science and Technology (2024), [doi:10.1080/02786826.2024.2333859](https://doi.org/10.1080/02786826.2024.2333859)
//
// Mesoscope 0.1.0
