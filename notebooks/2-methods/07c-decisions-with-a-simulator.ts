// ---
// jupyter:
//   kernelspec:
//     display_name: TypeScript (Mesoscope)
//     language: typescript
//     name: mesoscope
// ---

// %% [markdown]
// # 07c Decisions with a simulator: a cooling fin
//
// *A cheap model of a dear simulation lets us ask what the simulation alone could never answer: what matters, what is likely, what is best* (after *From Macro to Micro: AI's Role in Multiscale Modeling Innovation*, sections 2.1 and 5.4).
//
// | | |
// |---|---|
// | **You can** | calibrate a simulator against measurements, and let it be wrong |
// | **You can** | say which uncertainty matters, and how likely a failure is |
// | **You can** | find the best design in few runs, and the next place to measure |
// | Time, level | 40 minutes, methods |
// | Needs | notebook 07 |
// | Data | none stored: a *seeded simulator* of the test bench, written below, makes every measurement (no file, so no SHA-256; seed 0) |
// | Plugins | core, plot, gp |
// | Techniques | Gaussian processes, Bayesian thinking, uncertainty, reliability decision |

// %% [markdown]
// ## Question
// A plate fin of aluminium carries the heat of a power transistor into an air stream. How hot does its base become at 12 W, how likely is it to pass 120 °C, and which fin is the lightest that stays below 110 °C on a hot day? The bench has only run at 3, 6 and 9 W.

// %% [markdown]
// ## Data
// The engineer's simulator is the textbook solution for a fin of length $L$, thickness $t$ and width $w$, that loses heat at its faces with one coefficient $h$ and has an insulated tip:
// $$T(x) = T_\text{air} + \frac{Q \cosh m(L - x)}{w t k\, m \sinh mL},\qquad m = \sqrt{2h/kt}.$$

// %%
const width = 0.05; // m
const plate = { power: 12, h: 35, air: 25, k: 180, length: 0.06, thickness: 0.0015 };
function temperature(x: number, change: Partial<typeof plate> = {}): number {
  const { power, h, air, k, length, thickness } = { ...plate, ...change };
  const m = Math.sqrt((2 * h) / (k * thickness));
  const slope = power / (width * thickness * k); // K/m at the base
  return air + (slope * Math.cosh(m * (length - x))) / (m * Math.sinh(m * length));
}
temperature(0);

// %% [markdown]
// The bench is a **seeded simulator** that stands for reality. It also radiates, $\varepsilon\sigma(T^4 - T_\text{air}^4)$ with $\varepsilon = 0.85$, and its $h = 32$ W/m²K falls by 30 % towards the tip. We integrate $T'' = 2q/kt$ from the tip to the base, and look for the tip temperature whose heat flow at the base is the power.

// %%
const steps = 300;
function profile(tip: number, h: number, fall: number, emissivity: number): { T: number[]; power: number } {
  const { air, k, length, thickness } = plate;
  const dx = length / steps;
  const radiated = (T: number) => emissivity * 5.670374419e-8 * ((T + 273.15) ** 4 - (air + 273.15) ** 4);
  const bend = (T: number, x: number) => (2 * (h * (1 - (fall * x) / length) * (T - air) + radiated(T))) / (k * thickness);
  const T = [tip, tip + (bend(tip, length) * dx * dx) / 2];
  for (let i = 1; i < steps; i++) T.push(2 * T[i]! - T[i - 1]! + dx * dx * bend(T[i]!, length - i * dx));
  const flow = (T[steps]! - T[steps - 1]!) / dx + (bend(T[steps]!, 0) * dx) / 2;
  return { T: T.toReversed(), power: flow * width * thickness * k };
}

// %%
import { findRoot, randomStream } from "@mesoscope/core";

function bench(power: number, h = 32, fall = 0.3, emissivity = 0.85) {
  const tip = findRoot((T) => profile(T, h, fall, emissivity).power - power, plate.air, 300).x;
  const { T } = profile(tip, h, fall, emissivity);
  return (x: number) => T[Math.round((x / plate.length) * steps)]!;
}
const noise = randomStream(0);
const places = [0.01, 0.02, 0.03, 0.04, 0.05, 0.06];
const runs = [3, 6, 9].flatMap((power) => places.map((x) => ({ x, power, T: bench(power)(x) + 0.3 * noise.normal() })));

// %%
import { layer, line, scatter } from "@mesoscope/plot";

const byPower = <T extends { power: number }>(rows: readonly T[]) => rows.map((row) => ({ ...row, color: `${row.power} W` }));
const textbook = runs.map((run) => ({ ...run, y: temperature(run.x, { power: run.power, h: 40 }) }));
const axes = { x: "distance from the base (m)", y: "temperature (°C)" };
const measured = byPower(runs.map((run) => ({ ...run, y: run.T })));
layer(
  scatter(measured, { ...axes, title: "The bench, and a guess of h = 40 W/m²K", subtitle: "seeded simulator, 0.3 K of noise" }),
  line(byPower(textbook), { ...axes, series: "textbook" }),
);

// %% [markdown]
// ## Model
// Kennedy and O'Hagan (2001) write a measurement as
// $$y(x, Q) = \underbrace{T(x, Q; h)}_\text{simulator} + \underbrace{\delta(x, Q)}_\text{what it gets wrong} + \text{noise},$$
// with a Gaussian process for the discrepancy $\delta$. Handbooks say $h = 40 \pm 10$ W/m²K. We calibrate twice: once as if the textbook were exact, once with $\delta$.

// %%
import { normal } from "@mesoscope/core";
import { calibration } from "@mesoscope/gp";

const simulator = ([x, power]: number[], [h]: number[]) => temperature(x!, { power: power!, h: h! });
const parameters = [normal({ mean: 40, std: 10 })];
const [X, y] = [runs.map(({ x, power }) => [x, power]), runs.map(({ T }) => T)];
const stubborn = await calibration({ simulator, parameters, discrepancy: false }).fit(X, y);
stubborn;

// %%
const humble = await calibration({ simulator, parameters }).fit(X, y);
humble;

// %% [markdown]
// Where the bench has not run, the band opens. The slider is the power; it works without the kernel.

// %%
import { linspace, mean } from "@mesoscope/core";
import { band, slider } from "@mesoscope/plot";

const along = linspace(0, plate.length, 31).toArray() as number[];
const at = (power: number) => along.map((x) => [x, power]);
const text = { ...axes, title: "The fin at other powers", subtitle: "seeded simulator", series: "calibrated" };
const truth = (power: number) => line({ x: along, y: along.map(bench(power)) }, { series: "bench, without noise" });
const believed = (power: number) => band({ x: along }, humble.predictive(at(power), { noise: false }), text);
const figure = (power: number) => layer(believed(power), truth(power));
slider({ name: "power", label: "power (W)", values: [3, 6, 9, 12, 15], start: 12, figure });

// %% [markdown]
// **What matters?** In service five things vary: the fan ($h$ relative to its calibrated value), what the calibrated model does not know, the power, the air, and the thickness. Sobol's indices split the variance of the base temperature among them. We pretend that a run is dear: 40 runs on a Latin hypercube teach a Gaussian process, and its own uncertainty is part of the intervals (`draws`).

// %%
const h = humble.parameters[0]!.mean;
const base12 = humble.predictive([[0, 12]], { noise: false });
const names = ["fan", "model", "power", "air", "thickness"];
const doubt = normal({ mean: base12.mean.get(0) - temperature(0, { h }), std: base12.std.get(0) });
const power = normal({ mean: 12, std: 0.6 });
const inputs = [normal({ mean: 1, std: 0.06 }), doubt, power, [20, 35], normal({ mean: 1.5e-3, std: 0.05e-3 })] as const;
const base = ([fan, model, power, air, thickness]: number[]) =>
  temperature(0, { h: h * fan!, power: power!, air: air!, thickness: thickness! }) + model!;

// %%
import { latinHypercube } from "@mesoscope/core";
import { gaussianProcess, sobolIndices } from "@mesoscope/gp";

const ranges = inputs.map((input) => ("quantile" in input ? [input.quantile(1e-3), input.quantile(0.999)] : input));
const design = latinHypercube(40, 5).map((p, i) => ranges[i % 5]![0]! + p * (ranges[i % 5]![1]! - ranges[i % 5]![0]!));
const outputs = (design.toArray() as number[][]).map(base);
const emulator = await gaussianProcess().fit(design, outputs);
const sobol = await sobolIndices(emulator, inputs, { draws: 10 });
const share = (i: number) => sobol.firstInterval[i]!;
const bars = names.map((x, i) => ({ x, y: (share(i).lower + share(i).upper) / 2, e: (share(i).upper - share(i).lower) / 2 }));
scatter(bars, { yError: "e", title: "Share of the variance", subtitle: "95 % intervals; seeded simulator", x: "input", y: "first-order index" });

// %% [markdown]
// **How likely is a failure?** The base must stay below 120 °C. AK-MCS (Echard, Gayton and Lemaire 2011) puts its runs where a Gaussian process is least sure of the sign of the margin.

// %%
import { activeLearningReliability } from "@mesoscope/gp";

const margin = (v: number[]) => 120 - base(v);
const risk = await activeLearningReliability(margin, inputs, { samples: 50_000 });
risk;

// %% [markdown]
// **Which fin is the lightest?** Thickness and length are free; the base must stay below 110 °C at 12 W in air of 35 °C. Every run gives a mass and a constraint; Bayesian optimisation chooses the next run.

// %%
import { bayesianOptimization } from "@mesoscope/gp";

const grams = (mm: number[]) => 2700 * width * (mm[0]! / 1000) * (mm[1]! / 1000) * 1000;
const hottest = (mm: number[]) => temperature(0, { h, air: 35, thickness: mm[0]! / 1000, length: mm[1]! / 1000 });
const study = bayesianOptimization({ bounds: [[0.5, 3], [20, 100]], constraints: 1, initial: 8 });
await study.run((mm) => ({ value: grams(mm), constraints: [hottest(mm) - 110] }), { evaluations: 30 });
study;

// %% [markdown]
// For a given mass, a fin of this kind carries most heat where $L\sqrt{2h/kt} = 1.4192$ (Schmidt 1926). So the exact answer is known, and with it the regret: how much heavier the best fin so far is than the lightest possible.

// %%
const lengthOf = (t: number) => 1.4192 / Math.sqrt((2 * h) / (plate.k * (t / 1000))) * 1000;
const thinnest = findRoot((t) => hottest([t, lengthOf(t)]) - 110, 0.3, 3).x;
const lightest = grams([thinnest, lengthOf(thinnest)]);
const regret = study.progress.map((best, i) => ({ x: i + 1, y: best / lightest - 1 })).filter((run) => Number.isFinite(run.y));
const decay = { title: "Regret of the best fin so far", subtitle: "seeded simulator", x: "runs", y: { title: "excess mass", scale: "log" } } as const;
line(regret, { ...decay, points: true });

// %% [markdown]
// **Where to measure next?** A Gaussian process about the calibrated textbook goes where it is least sure. It asks for the case of the question.

// %%
import { nextPoints } from "@mesoscope/gp";

const about = gaussianProcess({ mean: (Z) => (Z.toArray() as number[][]).map((row) => simulator(row, [h])) });
const next = await nextPoints(await about.fit(X, y), { bounds: [[0, 0.06], [3, 12]] });
next;

// %% [markdown]
// ## How wrong is it?
// **The bench against the textbook.** Without radiation and with an even $h$ both solve the same equation.

// %%
import assert from "node:assert/strict";

const plain = bench(12, 35, 0, 0);
for (const x of along) assert.ok(Math.abs(plain(x) - temperature(x)) < 0.01);
const [even, full] = [temperature(0, { h: 32 }), bench(12)(0)];
({ "textbook at h = 32 (°C)": even, "bench (°C)": full });

// %% [markdown]
// **Calibration at a power it has not seen.** The bench can run at 12 W after all. The stubborn calibration is sure of itself and wrong at every place along the fin; the humble one is less sure, and holds.

// %%
const holds = (model: typeof humble) => {
  const { lower, upper } = model.predictive(at(12), { noise: false }).interval(0.95);
  const real = along.map(bench(12));
  return real.filter((T, i) => T >= lower.get(i) && T <= upper.get(i)).length / along.length;
};
assert.ok(holds(stubborn) < 0.3);
assert.ok(holds(humble) > 0.95);
({ stubborn: holds(stubborn), humble: holds(humble) });

// %% [markdown]
// **The emulator and the few runs.** Forty runs instead of 7168: the indices of the simulator itself lie in the emulator's intervals, with a little slack for their own error. Thirty-odd runs instead of 200 000: the probability of plain Monte Carlo lies in the interval of AK-MCS, widened in the same way.

// %%
import { monteCarlo } from "@mesoscope/gp";

const direct = await sobolIndices(base, inputs);
direct.first.forEach((one, i) => assert.ok(one > share(i).lower - 0.05 && one < share(i).upper + 0.05));
const many = await monteCarlo(base, inputs, { samples: 200_000 });
const counted = mean(many.y.map((T) => Number(T >= 120)));
assert.ok(counted > 0.85 * risk.interval.lower && counted < 1.15 * risk.interval.upper);
assert.ok(risk.evaluations < 100);
({ "AK-MCS": risk.probability, "its runs": risk.evaluations, "Monte Carlo": counted });

// %% [markdown]
// **The best fin.** After thirty runs it is within 2 % of the lightest possible, and allowed. The next measurement is asked for where the question is.

// %%
assert.ok(study.best.isFeasible && study.best.value > lightest && study.best.value < 1.02 * lightest);
assert.ok(next.X.get(0, 0) < 0.02 && next.X.get(0, 1) > 11);
study.best.value / lightest - 1;

// %% [markdown]
// Not settled here: the bench is itself a simulation, made by who made the model; the fan, the air and the rest are taken as independent; calibrated value and discrepancy can stand in for each other, so the $h$ found is the one that serves the textbook, not a property of the air (its interval misses the bench's mean of 27 W/m²K, since radiation is in it); 30 runs are few, and another seed takes another path; the lightest fin is that of the calibrated textbook, without its discrepancy.
//
// ## What we learned
// - A simulator that may be wrong gives wider bands, and bands that hold. One that must be right is sure of the wrong thing, most of all beyond its data.
// - Fan, power and air share the uncertainty; a tighter tolerance on the thickness would buy nothing.
// - The base passes 120 °C in about seven cases of a thousand, and thirty runs were enough to say so.
// - Bayesian optimisation found the lightest fin to a fraction of a per cent, and the exact optimum proves it.
//
// ## Exercises
// Replace the stub, run the cell, read the verdict.

// %% [markdown]
// **Exercise 1.** Which base temperature is passed in one case of a hundred?

// %% tags=["exercise", "ex1"]
import { check } from "../exercises/07c.ts";

const rareTemperature = Number.NaN; // your answer, in °C
check("ex1", rareTemperature);

// %% [markdown]
// **Exercise 2.** How many grams does the lightest fin weigh if the base must stay below 100 °C?

// %% tags=["exercise", "ex2"]
const coolerFin = Number.NaN; // your answer, in grams
check("ex2", coolerFin);

// %% [markdown]
// ## References
// - M. C. Kennedy, A. O'Hagan, Bayesian calibration of computer models, Journal of the Royal Statistical Society B 63 (2001) 425, [doi:10.1111/1467-9868.00294](https://doi.org/10.1111/1467-9868.00294)
// - J. Brynjarsdóttir, A. O'Hagan, Learning about physical parameters: the importance of model discrepancy, Inverse Problems 30 (2014) 114007, [doi:10.1088/0266-5611/30/11/114007](https://doi.org/10.1088/0266-5611/30/11/114007)
// - B. Echard, N. Gayton, M. Lemaire, AK-MCS, Structural Safety 33 (2011) 145, [doi:10.1016/j.strusafe.2011.01.002](https://doi.org/10.1016/j.strusafe.2011.01.002)
// - E. Schmidt, Die Wärmeübertragung durch Rippen, Zeitschrift des VDI 70 (1926) 885; the value 1.4192 in A. D. Kraus, A. Aziz, J. Welty, *Extended Surface Heat Transfer*, Wiley (2001)
// - R. Garnett, *Bayesian Optimization*, Cambridge University Press (2023), [bayesoptbook.com](https://bayesoptbook.com)
//
// Mesoscope 0.1.0
