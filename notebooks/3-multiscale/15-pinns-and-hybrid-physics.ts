// ---
// jupyter:
//   kernelspec:
//     display_name: TypeScript (Mesoscope)
//     language: typescript
//     name: mesoscope
// ---

// %% [markdown]
// # 15 PINNs and hybrid physics: a shock from its equation alone
//
// *A network that is trained on the governing equation needs few data, or none, and cannot contradict the physics as freely as one that only fits* (after *From Macro to Micro: AI's Role in Multiscale Modeling Innovation*, sections 8.2 and 2.3).
//
// | | |
// |---|---|
// | **You can** | solve a partial differential equation, or a family of them, with one network, from the equation as text and without a mesh |
// | **You can** | find an unknown coefficient of the equation from noisy points, with an interval |
// | **You can** | read the parts of the loss, and say why a small loss is not a small error |
// | Time, level | 40 minutes, multiscale |
// | Needs | notebooks 03 and 10 |
// | Data | [pde-burgers](../../datasets/pde-burgers/README.md), Raissi et al., MIT licence, computed, SHA-256 of each file in its card; noise from a *seeded simulator* |
// | Plugins | core, plot, surrogate |
// | Techniques | PINN, hybrid physics + data, inverse problem, physics-informed operator |

// %% [markdown]
// ## Question
// Can a network find a shock that nobody has shown it, from the equation alone? And if some noisy points of the shock are known but the viscosity of the fluid is not: what is it, and how sure are we?

// %% [markdown]
// ## Data
// Burgers' equation $u_t + u\,u_x = \nu\,u_{xx}$ carries a wave along with itself and smooths it by the viscosity $\nu$. Here $\nu = 0.01/\pi$: a sine wave runs into itself and becomes a shock about $\nu$ thin. The solution of Raissi et al. was computed with high order; it is the yardstick below, and the forward problem never learns from it. All quantities are dimensionless.

// %%
import { readFileSync } from "node:fs";
import { NDArray, stackColumns } from "@mesoscope/core";
import { heatmap } from "@mesoscope/plot";

const numbers = (name: string) => new Float64Array(Uint8Array.from(readFileSync(`../../datasets/pde-burgers/${name}.npy`)).buffer, 128);
const [t, x, known] = [numbers("t"), numbers("x"), new NDArray(numbers("u"))];
const at = stackColumns(known.map((_, k) => x[k % x.length]!), known.map((_, k) => t[Math.floor(k / x.length)]!));
const short = (value: number) => Number(value.toFixed(3));
const [rows, columns] = [[...t.keys()].filter((i) => i % 4 === 0), [...x.keys()].filter((i) => i % 4 === 0)];
const some = rows.flatMap((i) => columns.map((j) => i * x.length + j));
const field = { values: known.take(some).reshape([rows.length, columns.length]).map(short), x: columns.map((i) => short(x[i]!)), y: rows.map((i) => t[i]!) };
heatmap(field, { title: "A sine wave becomes a shock", subtitle: "computed solution, every 4th point in x and t", x: "x", y: "t", color: "u" });

// %% [markdown]
// ## Model
// A physics-informed network $u_\theta(x, t)$ is a smooth function with parameters $\theta$, whose derivatives are exact. So the equation can be checked at any point, and the *residual* $r = u_t + u\,u_x - \nu\,u_{xx}$ be made small (Raissi et al. 2019):
// $$L(\theta) = \underbrace{\overline{r^2}}_{\text{equation}} + w_0\,\underbrace{\overline{\big(u_\theta(x, 0) - u_0(x)\big)^2}}_{\text{initial state}} + w_b\,\underbrace{\overline{u_\theta(\pm 1, t)^2}}_{\text{boundary}} + w_d\,\underbrace{\overline{(u_\theta - u^{\text{measured}})^2}}_{\text{data}}$$
// The parts pull against each other. It is better to have fewer of them: with
// $$u_\theta = -\sin \pi x + t\,(1 - x^2)\,N_\theta(x, t)$$
// initial and boundary values hold whatever the network $N_\theta$ says, and only the residual is left. Its points are drawn anew in rounds, half of them where the residual is large. The search is a quasi-Newton method in 64-bit numbers: here the last digits matter.
//
// `reference` is only used to show how far the solution is off; the search does not see it.

// %%
import { box, physicsInformed, tanhLayers } from "@mesoscope/surrogate";

const burgers = {
  domain: box({ x: [-1, 1], t: [0, 1] }),
  network: tanhLayers({ hidden: [16, 16, 16], outputs: 1 }),
  reference: { points: at.take(some), values: known.take(some) },
};
const residual = "u_t + u*u_x = (0.01/pi)*u_xx";
const exact = "-sin(pi*x) + t*(1 - x^2)*N";
const solved = await physicsInformed({ ...burgers, residual, exact, points: 2500, renewEvery: 300, maxIterations: 1200 }).fit();

// %% [markdown]
// Move the slider through time. The line is the network, which has seen no value of $u$ but the sine wave at the start.

// %%
import { layer, line, scatter, slider } from "@mesoscope/plot";

const xs = [...x].filter((_, i) => i % 3 === 0);
const axes = { title: "The network follows the wave into the shock", subtitle: "points: computed solution", x: "x", y: { title: "u", domain: [-1.1, 1.1] as [number, number] } };
const profile = (row: number) => {
  const found = solved.predict(xs.map((value) => [value, t[row]!]));
  const truth = xs.map((_, i) => short(known.get(row * x.length + 3 * i)));
  return layer(line({ x: xs.map(short), y: [...found.map(short).data] }, { ...axes, series: "network" }), scatter({ x: xs.map(short), y: truth }, { series: "known" }));
};
slider({ name: "step", label: "t × 100", values: [0, 10, 20, 30, 40, 50, 75, 99], start: 50, figure: profile });

// %% [markdown]
// **The parts of the loss.** Now the classical way: the same network and search, but start and boundary as terms of the loss, each with weight 100.

// %%
import { boundary, initial } from "@mesoscope/surrogate";

const conditions = [initial("u = -sin(pi*x)"), boundary("u = 0")];
const soft = await physicsInformed({ ...burgers, residual, conditions, points: 2500, renewEvery: 300, maxIterations: 600 }).fit();
const digits = (value: number) => Number(value.toPrecision(2));
const parts = soft.history.flatMap(({ iterations, residual, conditions: [start, walls], error }) =>
  Object.entries({ residual, "initial state": start!, boundary: walls!, "error (not seen)": error! }).map(([part, value]) => ({ iterations, part, value: digits(value) })),
);
const titles = { title: "The parts of the loss, and the error behind them", subtitle: "root mean squares; error relative to the computed solution" };
line(parts, { ...titles, x: "iterations", y: { column: "value", title: "size", scale: "log" }, color: "part", points: true });

// %% [markdown]
// Look at the start: a network that has learned nothing leaves a *smaller* residual than one that has searched for 300 iterations, for $u \approx 0$ solves the equation too. Only the conditions call for the wave. Nor does the error follow the residual later: a shock that stands a little to the left is wrong by 1 near its place, while its residual is large on a strip about $\nu$ thin only. A loss is no error bound. And the two ways side by side:

// %%
const course = [["exact conditions", solved], ["conditions in the loss", soft]] as const;
const errors = course.flatMap(([way, { history }]) => history.map(({ iterations, error }) => ({ iterations, error: digits(error!), way })));
line(errors, {
  title: "Conditions that hold exactly cost nothing",
  subtitle: "against the computed solution; same network, points and search",
  x: "iterations", y: { column: "error", title: "relative error", scale: "log" }, color: "way", points: true,
});

// %% [markdown]
// **The inverse problem.** Now somebody measured $u$ at 400 points, with 1 % of noise (a seeded simulator), and the viscosity is not known. It becomes one more parameter, and the data one more part of the loss. We start three times too high.

// %%
import { randomStream, standardDeviation } from "@mesoscope/core";

const random = randomStream(100);
const chosen = random.permutation(known.size).subarray(0, 400);
const noise = 0.01 * standardDeviation(known);
const [places, measured] = [at.take(chosen), known.take(chosen).map((value) => value + noise * random.normal())];
const unknowns = { nu: { start: 0.01, positive: true } };
const inverse = physicsInformed({ ...burgers, exact, residual: "u_t + u*u_x = nu*u_xx", unknowns, points: 1000, renewEvery: 150, maxIterations: 750 });
const identified = await inverse.fit(places, measured);
const { nu } = identified.unknowns;

// %%
const points = { x: [...places.column(0).map(short).data], y: [...places.column(1).data], u: [...measured.map(short).data] };
scatter(points, {
  title: "400 noisy points, one unknown viscosity",
  subtitle: "computed solution, 1 % of noise by a seeded simulator",
  x: "x", y: "t", color: { column: "u", title: "u" },
});

// %% [markdown]
// **All viscosities at once.** Who needs the solution for many viscosities need not solve many times: $\nu$ becomes a third coordinate, along which nothing is differentiated, and one network learns $u_\theta(x, t, \nu)$, an *operator* from the coefficient to the solution (Wang et al. 2021 do so for functions). The waves here are smoother than the shock above.

// %%
const every = await physicsInformed({
  domain: box({ x: [-1, 1], t: [0, 1], nu: [0.02, 0.1] }),
  residual: "u_t + u*u_x = nu*u_xx",
  exact,
  network: burgers.network,
  points: 1500,
  renewEvery: 300,
  maxIterations: 1200,
}).fit();

// %%
const late = [0.02, 0.04, 0.1].flatMap((viscosity) => {
  const found = every.predict(xs.map((value) => [value, 0.75, viscosity]));
  return xs.map((value, i) => ({ x: short(value), u: short(found.get(i)), viscosity: String(viscosity) }));
});
line(late, { title: "The less viscous, the steeper", subtitle: "one network for all viscosities, at t = 0.75", x: "x", y: "u", color: "viscosity" });

// %% [markdown]
// ## How wrong is it?
// **The solution.** Relative error over all 25,600 points of the known solution, most of which no round has drawn. The published network of nine layers reached 6.7e-4. With 4000 points, 3000 iterations and a minute of one core the method of this page reaches 2.5e-5 to 4.8e-5, by the seed (`npm run bench -- physics-informed`).

// %%
import assert from "node:assert/strict";

const error = solved.error(at, known);
assert.ok(error < 0.01);
"relative error below 1 %";

// %% [markdown]
// **The shock.** Basdevant et al. (1986) computed its steepest slope, $-152.005$ at $t = 1.6037/\pi$. A derivative is harder than a value, and nobody asked for this one.

// %%
const slope = solved.evaluate("u_x", [[0, 1.6037 / Math.PI]]).get(0);
assert.ok(Math.abs(slope / -152.005 - 1) < 0.05);
"slope at the shock: within 5 % of -152.0";

// %% [markdown]
// **What is conserved.** The equation moves and smooths $u$ but makes none: its integral over $x$ stays 0. Nothing in the loss says so; the network obeys as far as its residual is small. Its energy falls, as a viscous fluid's must.

// %%
const integral = (formula: string, time: number) => solved.evaluate(formula, Array.from({ length: 2001 }, (_, i) => [i / 1000 - 1, time])).data.reduce((sum, value) => sum + value / 1000, 0);
const moments = [0, 0.25, 0.5, 0.75, 1];
const energy = moments.map((time) => integral("u^2/2", time));
assert.ok(moments.every((time) => Math.abs(integral("u", time)) < 0.01));
assert.ok(energy.every((value, i) => i === 0 || value < energy[i - 1]! + 1e-3));
energy.map((value) => Number(value.toFixed(2)));

// %% [markdown]
// **Exact against soft conditions.** After 600 iterations, on the same network, and what the loss said in the first 300: the residual grew while the error fell.

// %%
const after600 = [solved, soft].map(({ history }) => history.find(({ iterations }) => iterations === 600)!.error!);
assert.ok(after600[1]! > 2 * after600[0]!);
const [untrained, searched] = [soft.history[0]!, soft.history[1]!];
assert.ok(untrained.residual < searched.residual && untrained.error! > 5 * searched.error!);
"conditions in the loss: more than twice the error";

// %% [markdown]
// **The viscosity.** The truth is $0.01/\pi \approx 0.0031831$. The interval takes the noise of the data and what the equation still leaves, to first order.

// %%
const truth = 0.01 / Math.PI;
const { lower, upper } = nu!.interval(0.95);
assert.ok(Math.abs(nu!.value / truth - 1) < 0.05);
assert.ok(lower < truth && truth < upper);
"viscosity within 5 %, and the 95 % interval covers it";

// %% [markdown]
// **All viscosities.** A transformation by Hopf (1950) makes the solution an integral, which trapezoids give to many digits. Five viscosities that no round has singled out, each at 99 points:

// %%
const byHopf = (x: number, t: number, viscosity: number) => {
  const terms = Array.from({ length: 801 }, (_, i) => {
    const z = (i - 400) / 50;
    const from = Math.PI * (x - z * Math.sqrt(4 * viscosity * t));
    return [Math.sin(from), Math.exp(-(1 + Math.cos(from)) / (2 * Math.PI * viscosity) - z * z)] as const;
  });
  const total = (part: (wave: number) => number) => terms.reduce((sum, [wave, weight]) => sum + part(wave) * weight, 0);
  return -total((wave) => wave) / total(() => 1);
};

// %%
const relative = [0.025, 0.04, 0.055, 0.07, 0.085].map((viscosity) => {
  const asked = Array.from({ length: 99 }, (_, i) => [i / 50 - 0.98, 0.25 * (1 + (i % 4)), viscosity] as const);
  const right = asked.map((point) => byHopf(...point));
  const off = every.predict(asked.map((point) => [...point])).data.map((value, i) => value - right[i]!);
  return Math.hypot(...off) / Math.hypot(...right);
});
assert.ok(Math.max(...relative) < 0.03);
"relative error below 3 % for each of five viscosities";

// %% [markdown]
// Not settled here: a finite-volume solver does the forward problem in less time and to more digits; the network earns its keep where data and equation must be joined, as in the inverse problem. One seed is one run, not a study, and the search is fickle: rounds of 200 steps on 1200 points, tried for this page, left an error above 0.1 for a thousand steps, as the search then fits its points instead of the equation. Another processor rounds otherwise, and a search of a thousand steps then ends a little elsewhere. The interval trusts the equation: were it wrong, $\nu$ would be wrong beyond its interval. Exact conditions need a simple shape. And there are equations on which a search like this one settles on something else: notebook 15b.
//
// ## What we learned
// - A network can solve an equation that is given as text, shock included, without a mesh and without data.
// - Conditions that hold by construction beat conditions in the loss.
// - A small loss is not a small error; ask for a known solution, a slope, an integral.
// - A coefficient that is to vary is one more coordinate: one network for a family of equations.
// - An unknown coefficient is one more parameter, and comes with an interval.
//
// ## Exercises
// Replace the stub, run the cell, read the verdict.

// %% [markdown]
// **Exercise 1.** How steep is the network's wave at $x = 0$ at $t = 0$, where the sine wave is still exact?

// %% tags=["exercise", "ex1"]
import { check } from "../exercises/15.ts";

const steepness = Number.NaN; // your answer
check("ex1", steepness);

// %% [markdown]
// **Exercise 2.** How many times as wide as the 95 % interval of the viscosity is the 99 % interval?

// %% tags=["exercise", "ex2"]
const wider = Number.NaN; // your answer
check("ex2", wider);

// %% [markdown]
// ## References
// - M. Raissi, P. Perdikaris, G. E. Karniadakis, Physics-informed neural networks, Journal of Computational Physics 378 (2019) 686, [doi:10.1016/j.jcp.2018.10.045](https://doi.org/10.1016/j.jcp.2018.10.045)
// - C. Basdevant et al., Spectral and finite difference solutions of the Burgers equation, Computers & Fluids 14 (1986) 23, [doi:10.1016/0045-7930(86)90036-8](https://doi.org/10.1016/0045-7930%2886%2990036-8)
// - J. F. Urbán, P. Stefanou, J. A. Pons, Unveiling the optimization process of physics informed neural networks, Journal of Computational Physics 523 (2025) 113656, [doi:10.1016/j.jcp.2024.113656](https://doi.org/10.1016/j.jcp.2024.113656)
// - E. Hopf, The partial differential equation $u_t + u u_x = \mu u_{xx}$, Communications on Pure and Applied Mathematics 3 (1950) 201, [doi:10.1002/cpa.3160030302](https://doi.org/10.1002/cpa.3160030302)
// - S. Wang, H. Wang, P. Perdikaris, Learning the solution operator of parametric partial differential equations with physics-informed DeepONets, Science Advances 7 (2021) eabi8605, [doi:10.1126/sciadv.abi8605](https://doi.org/10.1126/sciadv.abi8605)
// - C. Wu, M. Zhu, Q. Tan, Y. Kartha, L. Lu, A comprehensive study of non-adaptive and residual-based adaptive sampling for physics-informed neural networks, Computer Methods in Applied Mechanics and Engineering 403 (2023) 115671, [doi:10.1016/j.cma.2022.115671](https://doi.org/10.1016/j.cma.2022.115671)
//
// Mesoscope 0.1.0
