// ---
// jupyter:
//   kernelspec:
//     display_name: TypeScript (Mesoscope)
//     language: typescript
//     name: mesoscope
// ---

// %% [markdown]
// # 15b PINNs and hybrid physics II: an equation on which networks fail
//
// *A network that is trained on the governing equation still has to find the solution, and some equations mislead it* (after *From Macro to Micro: AI's Role in Multiscale Modeling Innovation*, section 8.2).
//
// | | |
// |---|---|
// | **You can** | say from the equation which errors grow, and why a small mistake at the start is no small mistake |
// | **You can** | build in what is known: the start, the period and the order of time |
// | **You can** | tell a failed search from a good one without knowing the solution |
// | Time, level | 30 minutes, multiscale |
// | Needs | notebook 15 |
// | Data | [pde-allen-cahn](../../datasets/pde-allen-cahn/README.md), Raissi et al., MIT licence, computed, `u.npy` SHA-256 `75d3941d32aaffe53e88c580c6212de9fc19a79caf4ab6c378a306de912f15c6`, the others' in its card |
// | Plugins | core, plot, surrogate |
// | Techniques | PINN, hybrid physics + data, governing equations |

// %% [markdown]
// ## Question
// The Allen–Cahn equation, a cousin of the one behind notebook 13, is known as the case on which plain physics-informed networks fail: published relative errors are near 0.5. Why, and what does it take to solve it?

// %% [markdown]
// ## Data
// $u_t = 0.0001\,u_{xx} + 5u - 5u^3$, periodic in $x$, from $u(x, 0) = x^2\cos\pi x$. It describes two phases, $u = 1$ and $u = -1$, with thin walls between them. The solution of Raissi et al. was computed with high order; here it is only a yardstick, and no search sees it. All quantities are dimensionless.

// %%
import { readFileSync } from "node:fs";
import { NDArray, stackColumns } from "@mesoscope/core";
import { heatmap } from "@mesoscope/plot";

const numbers = (name: string) => new Float64Array(Uint8Array.from(readFileSync(`../../datasets/pde-allen-cahn/${name}.npy`)).buffer, 128);
const [t, x, known] = [numbers("t"), numbers("x"), new NDArray(numbers("u"))];
const at = stackColumns(known.map((_, k) => x[k % x.length]!), known.map((_, k) => t[Math.floor(k / x.length)]!));
const short = (value: number) => Number(value.toFixed(3));
const [rows, columns] = [[...t.keys()].filter((i) => i % 4 === 0), [...x.keys()].filter((i) => i % 8 === 0)];
const some = rows.flatMap((i) => columns.map((j) => i * x.length + j));
const field = (values: NDArray) => ({ values: values.take(some).reshape([rows.length, columns.length]).map(short), x: columns.map((i) => short(x[i]!)), y: rows.map((i) => t[i]!) });
heatmap(field(known), { title: "Two phases and thin walls", subtitle: "computed solution, every 8th point in x and every 4th in t", x: "x", y: "t", color: "u" });

// %% [markdown]
// ## Model
// ### Which errors grow
// Leave the small term $u_{xx}$ out, and each place follows $u' = 5u - 5u^3$ alone, with the solution
// $$u(t) = \frac{a\,e^{5t}}{\sqrt{1 + a^2(e^{10t} - 1)}}.$$
// From $u = \pm 1$ errors die out. From $u = 0$ they grow as $e^{5t}$, 148 times until $t = 1$. Who starts a hundredth off ends in the other phase:

// %%
import { line } from "@mesoscope/plot";

const times = Array.from({ length: 51 }, (_, i) => i / 50);
const alone = (a: number, time: number) => (a * Math.exp(5 * time)) / Math.sqrt(1 + a ** 2 * (Math.exp(10 * time) - 1));
const starts = [0.5, 0.01, 0.001, -0.001, -0.01, -0.5].flatMap((a) => times.map((time) => ({ time, u: short(alone(a, time)), start: `${a}` })));
line(starts, { title: "Near zero, a hundredth decides", subtitle: "exact solutions without the small term", x: { column: "time", title: "t" }, y: "u", color: "start" });

// %% [markdown]
// A residual is a small error made in passing. Made early near $u = 0$, it is multiplied by $e^{5(1-t)}$ until the end; made late, it hardly counts. A loss that weighs all times alike does not know that. It can even gain by standing still: $u = 0$ solves the equation as well as the truth does.
//
// ### Two searches
// Both networks have everything that costs nothing. *Period:* $x$ enters as five waves, so that $u$ is periodic with all its derivatives. *Start:* with
// $$u_\theta = e^{-10t}\,x^2\cos\pi x + (1 - e^{-10t})\,N_\theta(x, t)$$
// it holds exactly. Same network, points and search. The one difference: in the second, the residual is multiplied by $e^{-2t}$, so that early times count more.

// %%
import { box, periodicFeatures, physicsInformed, sequential, tanhLayers } from "@mesoscope/surrogate";

const allenCahn = {
  domain: box({ x: [-1, 1], t: [0, 1] }),
  residual: "u_t = 0.0001*u_xx + 5*u - 5*u^3",
  exact: "exp(-10*t)*x^2*cos(pi*x) + (1 - exp(-10*t))*N",
  network: sequential([periodicFeatures({ harmonics: [5] }), tanhLayers({ hidden: [16, 16, 16], outputs: 1 })]),
  reference: { points: at.take(some), values: known.take(some) },
  points: 1000, renewEvery: 200, maxIterations: 600, seed: 2,
};
const even = await physicsInformed({ ...allenCahn, maxIterations: 400 }).fit(); // more does not help, as is shown below

// %%
const early = await physicsInformed({ ...allenCahn, weight: "exp(-2*t)" }).fit();
early;

// %% [markdown]
// Move the slider through time.

// %%
import { layer, scatter, slider } from "@mesoscope/plot";

const xs = [...x].filter((_, i) => i % 4 === 0);
const axes = { title: "One search finds the walls, one stands still", subtitle: "points: computed solution", x: "x", y: { title: "u", domain: [-1.1, 1.1] as [number, number] } };
const profile = (step: number) => {
  const found = (model: typeof even) => [...model.predict(xs.map((place) => [place, t[step]!])).map(short).data];
  const [a, b] = [found(even), found(early)].map((y) => ({ x: xs.map(short), y }));
  const truth = { x: xs.map(short), y: xs.map((_, i) => short(known.get(step * x.length + 4 * i))) };
  return layer(line(b!, { ...axes, series: "early times count more" }), line(a!, { series: "all times alike" }), scatter(truth, { series: "known" }));
};
slider({ name: "step", label: "t × 200", values: [0, 20, 40, 80, 120, 160, 200], start: 160, figure: profile });

// %%
const digits = (value: number) => Number(value.toPrecision(2));
const searches = { "all times alike": even, "early times count more": early };
const course = Object.entries(searches).flatMap(([search, { history }]) => history.map(({ iterations, error }) => ({ iterations, search, error: digits(error!) })));
line(course, {
  title: "The same network, with and without the order of time", subtitle: "against the computed solution",
  x: "iterations", y: { column: "error", title: "relative error", scale: "log" }, color: "search", points: true,
});

// %% [markdown]
// ## How wrong is it?
// **Against the known solution.** Relative error over all 102,912 points. All times alike: one half, as in the literature, and for the reason foreseen: between the walls the network stands at $u = 0$, a solution that the truth leaves at once. Early times first: below 2 %, of 753 parameters and some seconds. With 4000 points, 3000 iterations and a larger network the same method reaches 7e-5, in two to three minutes (`npm run bench -- physics-informed --only allen-cahn`).

// %%
import assert from "node:assert/strict";

const errors = [even, early].map((model) => model.error(at, known));
assert.ok(errors[0]! > 0.3 && errors[1]! < 0.02);
const middle = [...xs].filter((place) => Math.abs(place) < 0.4).map((place) => [place, 0.8]);
assert.ok(even.predict(middle).data.every((u) => Math.abs(u) < 0.1));
"relative error: all times alike above 0.3, early times first below 0.02";

// %% [markdown]
// **Without the known solution.** Would one have noticed? The residual, time by time, shows the bargain: where all times count alike, the network paid once, at the start, to get to where it may stand, and little ever after.

// %%
const places = Array.from({ length: 500 }, (_, i) => (i + 0.5) / 250 - 1);
const integral = (model: typeof even, formula: string, time: number) => model.evaluate(formula, places.map((place) => [place, time])).data.reduce((sum, value) => sum + value / 250, 0);
const leftOver = (model: typeof even, time: number) => digits(Math.sqrt(integral(model, "(u_t - 0.0001*u_xx - 5*u + 5*u^3)^2", time) / 2));
const left = Object.entries(searches).flatMap(([search, model]) => times.map((time) => ({ time, search, residual: leftOver(model, time) })));
line(left, {
  title: "Paid once, at the start", subtitle: "root mean square over x of what the equation leaves",
  x: { column: "time", title: "t" }, y: { column: "residual", title: "residual", scale: "log" }, color: "search",
});

// %% [markdown]
// And physics? The equation runs down an energy, and what is lost must have been spent on motion:
// $$E = \int \tfrac{0.0001}{2}u_x^2 + \tfrac54(1 - u^2)^2\,\mathrm dx,\qquad E(0) - E(1) = \int_0^1\!\!\int u_t^2\,\mathrm dx\,\mathrm dt.$$
// This is not in the loss and needs no known solution. But look: the failed search passes too, to a few per cent. Who stands still loses nothing and spends nothing. A balance can reject a solution; it cannot accept one.

// %%
const energy = (model: typeof even, time: number) => integral(model, "0.00005*u_x^2 + 1.25*(1 - u^2)^2", time);
const moments = Array.from({ length: 50 }, (_, i) => (i + 0.5) / 50);
const balance = Object.entries(searches).map(([search, model]) => {
  const spent = moments.reduce((sum, time) => sum + integral(model, "u_t^2", time) / 50, 0);
  return { search, "energy lost": short(energy(model, 0) - energy(model, 1)), "spent on motion": short(spent), residual: digits(model.history.at(-1)!.residual) };
});
balance;

// %%
for (const row of balance) assert.ok(Math.abs(row["spent on motion"] / row["energy lost"] - 1) < 0.1);
assert.ok(balance[0]!.residual > 30 * balance[1]!.residual);
assert.ok(leftOver(even, 0) > 3 * leftOver(even, 0.5));
const rim = (formula: string) => [-1, 1].map((place) => early.evaluate(formula, [[place, 0.5]]).get(0));
assert.ok(Math.abs(rim("u")[0]! - rim("u")[1]!) < 1e-12);
const falls = [0, 0.2, 0.4, 0.6, 0.8, 1].map((time) => energy(early, time));
assert.ok(falls.every((value, i) => i === 0 || value < falls[i - 1]!));
"both are balanced within 10 %; the residual differs by more than 30 times";

// %% [markdown]
// **Where it is wrong.** The error that is left where early times count more sits where the theory says: around $x = 0$, where $u$ stays near zero longest, and it grows with time.

// %%
const miss = early.predict(at).map((value, i) => Math.abs(value - known.get(i)));
const worst = [...known.data.keys()].reduce((a, b) => (miss.get(a) > miss.get(b) ? a : b));
assert.ok(Math.abs(at.get(worst, 0)) < 0.15 && at.get(worst, 1) > 0.8);
heatmap(field(miss), { title: "Errors that had time to grow", subtitle: "absolute error where early times count more", x: "x", y: "t", color: "error" });

// %% [markdown]
// Not settled here: the weight $e^{-2t}$ was chosen knowing the equation; with `causality` the search finds out by itself when to go on in time, and takes longer. One start each; of six starts tried for this page (seeds 0 to 5, up to 800 iterations) five stood still so, while one, seed 0, found its way all the same, to 0.4 %; with early times first all six came below 2 %. Not every network without the weight fails: with the start as $x^2\cos\pi x + t\,N$ and no waves, the same search crept to 6 to 8 % in 800 iterations. A finite-difference solver does all this in less than a second; networks earn their keep where data and equations must be joined (notebook 15).
//
// ## What we learned
// - Ask the equation first which errors grow. Where they do, early residuals must count more.
// - A search may settle on another solution of the equation, such as one that stands still, though the start forbids it.
// - What is known should be built in: start and period hold to the last digit, and cost nothing.
// - Look at the residual time by time. A balance that holds proves little: standing still is balanced.
//
// ## Exercises
// Replace the stub, run the cell, read the verdict.

// %% [markdown]
// **Exercise 1.** By which factor has a small error near $u = 0$, made at $t = 0.2$, grown at $t = 1$? (Leave the small term out.)

// %% tags=["exercise", "ex1"]
import { check } from "../exercises/15b.ts";

const growth = Number.NaN; // your answer
check("ex1", growth);

// %% [markdown]
// **Exercise 2.** How many times the energy of $u = 0$ everywhere is the energy of the start?

// %% tags=["exercise", "ex2"]
const share = Number.NaN; // your answer, such as 0.5
check("ex2", share);

// %% [markdown]
// ## References
// - M. Raissi, P. Perdikaris, G. E. Karniadakis, Physics-informed neural networks, Journal of Computational Physics 378 (2019) 686, [doi:10.1016/j.jcp.2018.10.045](https://doi.org/10.1016/j.jcp.2018.10.045)
// - S. M. Allen, J. W. Cahn, A microscopic theory for antiphase boundary motion, Acta Metallurgica 27 (1979) 1085, [doi:10.1016/0001-6160(79)90196-2](https://doi.org/10.1016/0001-6160%2879%2990196-2)
// - S. Wang, S. Sankaran, P. Perdikaris, Respecting causality for training physics-informed neural networks, Computer Methods in Applied Mechanics and Engineering 421 (2024) 116813, [doi:10.1016/j.cma.2024.116813](https://doi.org/10.1016/j.cma.2024.116813)
// - S. Dong, N. Ni, A method for representing periodic functions and enforcing exactly periodic boundary conditions with deep neural networks, Journal of Computational Physics 435 (2021) 110242, [doi:10.1016/j.jcp.2021.110242](https://doi.org/10.1016/j.jcp.2021.110242)
//
// Mesoscope 0.1.0
