// ---
// jupyter:
//   kernelspec:
//     display_name: TypeScript (Mesoscope)
//     language: typescript
//     name: mesoscope
// ---

// %% [markdown]
// # 07b Intervals that hold: CO₂ in ten years, the noise of a wing
//
// *A Gaussian process says how sure it is; whether it may be believed is a question for data that it has not seen* (after *From Macro to Micro: AI's Role in Multiscale Modeling Innovation*, section 5.4).
//
// | | |
// |---|---|
// | **You can** | build a covariance from what you know, term by term, with priors |
// | **You can** | test an interval the way it will be used, and repair it where it fails |
// | **You can** | tell which promise was tested: points between the data, or cases unlike them |
// | Time, level | 40 minutes, methods |
// | Needs | notebook 07 |
// | Data | [co2-mauna-loa](../../datasets/co2-mauna-loa/README.md), Scripps, CC BY 4.0, `co2_monthly_1958-2020.csv` SHA-256 `c1a4a970864145940a28225cae288618b156cb32f9a2a1b6606ba7124134febb`; [airfoil-self-noise](../../datasets/airfoil-self-noise/README.md), NASA, CC BY 4.0, `airfoil.csv` SHA-256 `9319b2f50d15b74642e7839f4c36f6c0df9237764d4444677c32dc506117cd56`; exercise: [uci-yacht](../../datasets/uci-yacht/README.md), CC BY 4.0, `data.csv` SHA-256 `7eb90de7269bcb84432eac58de0dd7f704ce848c2045592220afe8644a66d3d3` |
// | Plugins | core, fusion, plot, gp |
// | Techniques | Gaussian processes, Bayesian thinking, uncertainty |

// %% [markdown]
// ## Question
// How much CO₂ will be in the air ten years from now, and does an interval that claims 95 % hold 95 %? The past answers: we stand in 1970, 1980, … 2010, look ten years ahead, and compare.

// %% [markdown]
// ## Data
// Monthly means from Mauna Loa, 1958 to 2020: a rise, a season, and small irregularities.

// %%
import { readTable } from "@mesoscope/fusion";

const table = await readTable("datasets/co2-mauna-loa/co2_monthly_1958-2020.csv");
const inYears = (day: Date) => day.getUTCFullYear() + day.getUTCMonth() / 12;
const year = table.values("Date").map((day) => (day instanceof Date ? inYears(day) : null));
const co2 = table.withColumn("year", year);
co2;

// %%
import { line } from "@mesoscope/plot";

const ppm = { column: "CO2", title: "CO₂ (ppm)" };
line(co2, { title: "CO₂ in the air at Mauna Loa", subtitle: "monthly means", x: "Date", y: ppm });

// %% [markdown]
// ## Model
// What we know becomes a sum of covariances (Rasmussen and Williams 2006, section 5.4.3), each with its own scale $s_i$:
// $$k = \underbrace{s_1^2\, e^{-r^2/2\ell_1^2}}_\text{trend} + \underbrace{s_2^2\, e^{-r^2/2\ell_2^2}\, e^{-2\sin^2(\pi r)/\ell_p^2}}_\text{season that changes slowly} + \underbrace{s_3^2\Bigl(1 + \frac{r^2}{2\alpha\ell_3^2}\Bigr)^{-\alpha}}_\text{years: El Niño, volcanoes} + \underbrace{s_4^2\, e^{-r^2/2\ell_4^2}}_\text{months},\qquad r = |x - x'|.$$
// That a trend takes decades and weather takes months is known before any data. Log-normal priors say so: a median, and a spread of a factor of about 1.6 to either side. The rest is learned.

// %%
import { fixed, gaussianProcess, logNormalPrior, periodic, productOf, rationalQuadratic, rbf, sumOf } from "@mesoscope/gp";

const years = (median: number) => logNormalPrior({ median, spread: 0.5 });
const kernel = sumOf(
  rbf({ lengthScale: years(33) }),
  productOf(rbf({ lengthScale: years(55) }), periodic({ period: fixed(1) })),
  rationalQuadratic({ lengthScale: years(1) }),
  rbf({ lengthScale: years(0.2) }),
);
kernel;

// %% [markdown]
// A forecast sees nothing from its origin on, not even for its hyper-parameters.

// %%
async function forecast(origin: number) {
  const known = co2.filter((row) => Number(row.year) < origin);
  const ahead = co2.filter((row) => Number(row.year) >= origin && Number(row.year) < origin + 10);
  const model = await gaussianProcess({ kernel }).fit(known.column("year"), known.column("CO2"));
  const predictive = model.predictive(ahead.column("year"));
  return { origin, model, x: ahead.column("year"), y: ahead.column("CO2"), predictive };
}
const decades: Awaited<ReturnType<typeof forecast>>[] = [];
for (const origin of [1970, 1980, 1990, 2000, 2010]) decades.push(await forecast(origin));

// %%
import { band } from "@mesoscope/plot";

const since2000 = decades[3]!;
const dates = co2.filter((row) => Number(row.year) >= 2000 && Number(row.year) < 2010).values("Date");
band({ x: dates, y: since2000.y }, since2000.predictive, {
  title: "Ten years ahead, seen from 2000",
  subtitle: "95 % band of the forecast, and what was measured later",
  x: "year",
  y: ppm.title,
});

// %% [markdown]
// The forecast knows the season and misses the acceleration. How was it in other decades? The slider is the origin; it works without the kernel.

// %%
import { gaussianPredictive } from "@mesoscope/core";
import { slider } from "@mesoscope/plot";

const axes = { title: "What was measured, minus the forecast", x: "years ahead", y: "error (ppm)" };
const missed = ({ origin, x, y, predictive: { mean, std } }: (typeof decades)[number]) => {
  const claimed = gaussianPredictive({ mean: std.map(() => 0), std });
  return band({ x: x.map((at) => at - origin), y: y.map((value, i) => value - mean.get(i)) }, claimed, axes);
};
const values = decades.map(({ origin }) => origin);
slider({ name: "origin", values, start: 2000, figure: (origin) => missed(decades[values.indexOf(origin)]!) });

// %% [markdown]
// ## How wrong is it?
// **Between the data it is honest.** Every month before 2000, predicted from all other months before 2000, lies in its 95 % interval as often as it should.

// %%
import assert from "node:assert/strict";

const left = since2000.model.leaveOneOut();
const between = left.residual.data.filter((error, i) => Math.abs(error) <= 1.96 * left.std.get(i)).length;
const share = between / left.residual.size;
assert.ok(share > 0.92 && share < 0.98);
share;

// %% [markdown]
// **Ahead it is not.** Hyper-parameters are chosen for the months they have seen, and the decades to come are one case each. Of the 120 months of each decade, so many lie in the interval that claims 95 %:

// %%
import { coverage, rootMeanSquareError } from "@mesoscope/core";
import { dataset } from "@mesoscope/fusion";

const claimed = decades.map(({ y, predictive }) => coverage(y, predictive, 0.95));
const error = decades.map(({ y, predictive }) => rootMeanSquareError(y, predictive.mean));
assert.ok(claimed[0]! > 0.9 && claimed[1]! > 0.9 && claimed[2]! < 0.8 && claimed[3]! < 0.6);
const short = (numbers: readonly number[]) => numbers.map((value) => Number(value.toFixed(2)));
dataset({ origin: values, "error (ppm)": short(error), "months inside": short(claimed) });

// %% [markdown]
// **So we test it as it will be used, and widen it.** The errors of one decade are not 120 trials: a wrong trend is wrong every month. So a decade counts once, by its largest surprise, $z = \max_i |y_i - \mu_i| / \sigma_i$. At each origin the band is stretched to the largest surprise of all decades *before* it. With $n$ decades that are alike, the next one stays below that with probability $n/(n+1)$ (Vovk, Gammerman and Shafer 2005): 2/3 from 1990, 4/5 from 2010.

// %%
const surprises = decades.map(({ y, predictive: { mean, std } }) =>
  Math.max(...y.data.map((value, i) => Math.abs(value - mean.get(i)) / std.get(i))),
);
const factors = decades.map((_, d) => Math.max(1, ...surprises.slice(0, d).map((z) => z / 1.96)));
const stretched = decades.map(({ predictive: { mean, std } }, d) =>
  gaussianPredictive({ mean, std: std.map((value) => value * factors[d]!) }),
);
const held = decades.map(({ y }, d) => coverage(y, stretched[d]!, 0.95));
dataset({ origin: values, factor: short(factors), "months inside": short(held) });

// %% [markdown]
// The slow 1990s (Pinatubo, the end of Soviet industry) were a surprise for which two decades had not prepared it. In both decades that followed, the band held.

// %%
import { linspace, mean } from "@mesoscope/core";
import { layer } from "@mesoscope/plot";

const levels = linspace(0.05, 0.95, 19).toArray() as number[];
const curve = (color: string, bands: typeof stretched) =>
  levels.map((x) => ({ x, color, y: mean([3, 4].map((d) => coverage(decades[d]!.y, bands[d]!, x))) }));
const asFitted = curve("as fitted", decades.map(({ predictive }) => predictive));
const ends = { x: "level of the interval", y: "share of the months inside", title: "Coverage, 2000 to 2020" };
layer(line([...asFitted, ...curve("stretched", stretched)], ends), line({ x: [0, 1], y: [0, 1] }, { series: "honest" }));

// %% [markdown]
// The 95 % band holds; the 50 % band does not. Both decades lie above their forecast, and no factor on the width can move its middle.

// %%
assert.ok(claimed[3]! < 0.6 && held[3]! >= 0.93 && held[4]! >= 0.93);

// %% [markdown]
// **Against a straight line.** A line and a season through the last ten years give about the same error over the five decades. Here the process earns its keep by its band and its honesty between the data, not by its mean.

// %%
import { leastSquares } from "@mesoscope/core";

const turn = 2 * Math.PI;
const terms = (x: number) => [1, x - 1990, ...[1, 2].flatMap((k) => [Math.cos(k * turn * x), Math.sin(k * turn * x)])];
const lineError = decades.map(({ origin, x, y }) => {
  const last = co2.filter((row) => Number(row.year) >= origin - 10 && Number(row.year) < origin);
  const found = leastSquares([...last.column("year").data].map(terms), last.column("CO2")).x;
  return rootMeanSquareError(y, x.map((at) => terms(at).reduce((sum, term, j) => sum + term * found.get(j), 0)));
});
const typical = (errors: readonly number[]) => Math.sqrt(mean(errors.map((e) => e ** 2)));
assert.ok(Math.abs(Math.log(typical(lineError) / typical(error))) < Math.log(1.5));
({ "straight line (ppm)": typical(lineError), "Gaussian process (ppm)": typical(error) });

// %% [markdown]
// **The same promise, in a wind tunnel.** 1503 measurements of the noise of an airfoil section, five inputs. One in ten is held out at random. The card's reference (scikit-learn, ARD-RBF) has an error of 1.47 dB; intervals that claim 95 % should hold 90 to 98 % of 150.

// %%
const mask = await readTable("datasets/airfoil-self-noise/test_mask.csv");
const wing = (await readTable("datasets/airfoil-self-noise/airfoil.csv")).withColumn("test", mask.column("split0"));
const inputs = ["frequency", "angle", "chord", "velocity", "displacement_thickness"];
const decibels = "sound_pressure_dB";
const [train, test] = [wing.filter((row) => row.test === 0), wing.filter((row) => row.test === 1)];
const noise = await gaussianProcess({ starts: 1 }).fit(train.select(inputs), train.column(decibels));
noise;

// %%
const unseen = noise.predictive(test.select(inputs));
const [rmse, inside] = [rootMeanSquareError(test.column(decibels), unseen.mean), coverage(test.column(decibels), unseen)];
assert.ok(rmse < 1.47);
assert.ok(inside >= 0.9 && inside <= 0.98);
({ "error (dB)": rmse, "inside their 95 % interval": inside });

// %% [markdown]
// **Which promise was tested?** The points come in series: one section at one angle and speed, many frequencies. A point held out at random has neighbours from its own series. A new design has none. So we hold out whole series, in five groups (hyper-parameters kept, which still flatters).

// %%
const series = [...wing.rows()].map((row) => `${row.angle} ${row.chord} ${row.velocity}`);
const names = [...new Set(series)];
const groups: { error: number; inside: number }[] = [];
for (let k = 0; k < 5; k++) {
  const isHeld = (i: number) => names.indexOf(series[i]!) % 5 === k;
  const [rest, held] = [wing.filter((_, i) => !isHeld(i)), wing.filter((_, i) => isHeld(i))];
  const spec = gaussianProcess({ kernel: noise.kernel, noise: fixed(noise.noise), optimize: false });
  const found = (await spec.fit(rest.select(inputs), rest.column(decibels))).predictive(held.select(inputs));
  const y = held.column(decibels);
  groups.push({ error: rootMeanSquareError(y, found.mean), inside: coverage(y, found) });
}

// %% [markdown]
// On new series the error is about twice as large. The intervals know it, for the most part: they are wider there, and hold a little less than they claim.

// %%
const newSeries = { error: typical(groups.map((g) => g.error)), inside: mean(groups.map((g) => g.inside)) };
assert.ok(newSeries.error > 1.5 * rmse);
assert.ok(newSeries.inside > 0.87 && newSeries.inside < 0.97);
dataset({ "error (dB)": short(groups.map((g) => g.error)), inside: short(groups.map((g) => g.inside)) });

// %% [markdown]
// Not settled here: hyper-parameters are the most probable ones, their own uncertainty is left out; a handful of decades cannot prove a 95 % promise, only refute it; nothing in the data knows of a treaty or a crisis to come; the split of the airfoil set is a random one whose row order was not checked against its source.
//
// ## What we learned
// - A covariance is a place to write down what is known: scales, priors, a season of exactly a year.
// - The same model was honest between its data and overconfident ten years ahead. Leave-one-out tests the first promise only.
// - Test the promise that will be used. Where errors go together, the unit of the test is the decade or the series, not the point.
// - Widened by the largest surprise of earlier decades, the 95 % band held from 2000 and from 2010.
//
// ## Exercises
// Replace the stub, run the cell, read the verdict.

// %% [markdown]
// **Exercise 1.** Standing in 2020: by which factor should the standard deviations of the next ten years be stretched, by the same rule?

// %% tags=["exercise", "ex1"]
import { check } from "../exercises/07b.ts";

const nextFactor = Number.NaN; // your answer
check("ex1", nextFactor);

// %% [markdown]
// **Exercise 2.** The resistance of a sailing yacht, `datasets/uci-yacht/data.csv`: fit a Gaussian process with the default kernel to the rows whose `split0` in `test_mask.csv` is 0, and give the root mean square error on the others.

// %% tags=["exercise", "ex2"]
const yachtError = Number.NaN; // your answer
check("ex2", yachtError);

// %% [markdown]
// ## References
// - C. E. Rasmussen, C. K. I. Williams, *Gaussian Processes for Machine Learning*, MIT Press (2006), [gaussianprocess.org/gpml](https://gaussianprocess.org/gpml/), section 5.4.3
// - V. Vovk, A. Gammerman, G. Shafer, *Algorithmic Learning in a Random World*, Springer (2005), [doi:10.1007/b106715](https://doi.org/10.1007/b106715)
// - C. D. Keeling et al., Scripps CO₂ Program; T. F. Brooks, D. S. Pope, M. A. Marcolini, NASA RP-1218 (1989)
// - J. Gerritsma, R. Onnink, A. Versluis, International Shipbuilding Progress 28 (1981) 276: the yachts
//
// Mesoscope 0.1.0
