// ---
// jupyter:
//   kernelspec:
//     display_name: TypeScript (Mesoscope)
//     language: typescript
//     name: mesoscope
// ---

// %% [markdown]
// # 02 Clean data: what the logger wrote, and what it meant
//
// *Data of several scales come from many instruments, noisy, incomplete and in units of their own; a model learns from them only after they have been cleaned and brought to one scale* (after *From Macro to Micro: AI's Role in Multiscale Modeling Innovation*, sections 4, 4.1, 4.2 and 9.1).
//
// | | |
// |---|---|
// | **You can** | read a raw logger file, and see what was recognised, repaired or left for you to judge |
// | **You can** | repair a table by rules that say why, and test that the units are right |
// | **You can** | take noise and spikes out of a series, say in decibels what it brought, and scale columns that hold outliers |
// | Time, level | 30 minutes, basics |
// | Needs | notebook 01 |
// | Data | [raw-radiometer-files](../../datasets/raw-radiometer-files/README.md), public domain, SHA-256 `8d681d07c9161812db4f82d0c43d24f002234cf5c9bbba147b39cb038c550f83` (SURFRAD); [climate-nd-stations-divisions](../../datasets/climate-nd-stations-divisions/README.md), NOAA, public domain, SHA-256 `9ab1a204a756f499be687e5a4d3b17e39230cb3356b6faa4f973bed2f9bc018a` (months); [tensile-subsized](../../datasets/tensile-subsized/README.md), MIT, SHA-256 `4e7beeeee42e34201593356dd73709dfb3709d6548455a2fa69247d0a0ec9f31`; SHA-256 of the smaller files in their cards; added noise: a seeded simulator |
// | Plugins | core, fusion, plot |
// | Techniques | units, denoising, wavelets, scaling, normalisation, augmentation |

// %% [markdown]
// ## Question
// A file comes from a logger in a field. Which of its numbers can be trusted, in which unit are they, and how much of what looks like noise may be taken out before signal goes with it?

// %% [markdown]
// ## Data
// A radiometer at Alamosa, Colorado, wrote a line a minute on 1 January 2016. The file has no heads. `report` says what was made of it: ✓ recognised, ✎ repaired, ? doubted. Two columns hold nothing but the code −9999.9.

// %%
import { readTable } from "@mesoscope/fusion";

const surfrad = "datasets/raw-radiometer-files/surfrad-slv16001.dat";
const unnamed = await readTable(surfrad);
unnamed.report;

// %% [markdown]
// The names stand in the maker's description. Every value has a flag behind it; the time is spread over five columns. Rules put that right. They are plain data, so they can be kept, reviewed and run again; each adds to the report.

// %%
import { clean } from "@mesoscope/fusion";

const clock = ["year", "dayOfYear", "month", "day", "hour", "minute", "clock", "zenith"];
const sensors = `global reflected direct diffuse longwaveDown caseDown domeDown longwaveUp caseUp domeUp
  uvb photosynthetic netSolar netInfrared net air humidity wind windDirection pressure`.split(/\s+/);
const header = [...clock, ...sensors.flatMap((name) => [name, `${name} flag`])];
const day = clean(await readTable(surfrad, { header }), [
  { rule: "time", name: "time", parts: { year: "year", month: "month", day: "day", hour: "hour", minute: "minute" } },
  { rule: "unit", columns: ["global", "direct", "diffuse"], unit: "W/m^2" },
  { rule: "unit", columns: ["zenith"], unit: "deg" },
]);
day.select(["time", "zenith", "global", "direct", "diffuse"]);

// %%
import { line } from "@mesoscope/plot";

const light = day.select(["clock", "global", "direct", "diffuse"]).filter((_, i) => i % 5 === 0);
line(light.melt({ keep: ["clock"], name: "light", value: "irradiance" }), {
  title: "A clear winter day, minute by minute",
  subtitle: "Alamosa, Colorado, 1 January 2016",
  x: { column: "clock", title: "hour (UTC)" },
  y: { column: "irradiance", title: "irradiance" },
  color: "light",
});

// %% [markdown]
// ### A comma that is two things
// The coordinates of ten stations in North Dakota. Bismarck's line ends in `46,80,   -100.77`: the comma separates, and is decimal too. Only one reading leaves numbers where the other lines have numbers. Bottineau has another fault, that no parser can see: the town lies two degrees further north. A person corrects it, and says why.

// %%
const north = "datasets/climate-nd-stations-divisions/";
const read = await readTable(`${north}stations_latlon_raw.csv`, {
  header: ["station", "name", "latitude", "longitude"],
  units: { latitude: "deg", longitude: "deg" },
});
const bottineau = { station: "COOP:320941" };
const places = clean(read, [
  { rule: "correct", column: "latitude", where: bottineau, to: 48.83, why: "the town lies near 48.83°" },
]);
places.report;

// %% [markdown]
// ### Missing codes and four scales of unit
// Sixty-five years of months at these stations. −9999 is missing; that was found when the file was read. The units stand in the card only: hundredths of an inch, tenths of an inch, tenths of °F, and °F.

// %%
import type { Rule } from "@mesoscope/fusion";

const months = await readTable(`${north}stations_monthly_raw.csv`);
const rules: Rule[] = [
  { rule: "kind", columns: ["DATE"], kind: "time" },
  { rule: "unit", columns: ["TPCP", "EMXP"], unit: "in", factor: 0.01 },
  { rule: "unit", columns: ["TSNW"], unit: "in", factor: 0.1 },
  { rule: "unit", columns: ["MNTM", "MMXT", "MMNT"], unit: "degF", factor: 0.1 },
  { rule: "unit", columns: ["EMXT", "EMNT"], unit: "degF" },
  { rule: "range", columns: ["DT00", "DT32"], from: 0, to: 31 },
];
months.select(["STATION", "DATE", "TPCP", "MNTM", "EMXT"]);

// %% [markdown]
// A dry run shows what the rules would do, and does nothing.

// %%
const dry = clean(months, rules, { dryRun: true });
dry.report.of("repaired");

// %% [markdown]
// The last finding is a surprise: a month with 99 days at or below 0 °F, at Fargo in March 1948. A month has 31 at most, and the card names no such code. Whatever was meant, it is no number of days.

// %%
const climate = clean(months, rules);
const fargo = months.filter(({ DT00 }) => Number(DT00) > 31).row(0);
console.log(fargo.STATION_NAME, fargo.DATE, fargo.DT00);
climate.select(["STATION", "DATE", "TPCP", "MNTM", "EMXT", "EMNT"]);

// %% [markdown]
// ### Doubts that stay
// A thousand tensile tests, copied from 25 papers. What cannot be decided is left alone and doubted. `150-400ppm` is no number. And `dpa`, displacements per atom, is no unit known here; it is also the graver doubt, because the table's head says `dpa` where the authors' own description says `mdpa`, a thousandth.

// %%
const tests = await readTable("datasets/tensile-subsized/tensile.csv");
const described = await readTable("datasets/tensile-subsized/columns.csv", { header: ["column", "meaning"] });
const doses = described.filter((row) => String(row.column).startsWith("Irradiation Dose"));
console.log(`${tests.columns.find((name) => name.startsWith("Irradiation Dose"))} or ${doses.row(0).column}?`);
tests.report.of("doubted");

// %% [markdown]
// ## Model
// A measured series is signal and noise, $y_i = s_i + e_i$, with now and then a spike. How far the signal stands above the error is told in decibels:
// $$\mathrm{SNR} = 10\log_{10}\frac{\sum_i s_i^2}{\sum_i (y_i - s_i)^2}.$$
// **A spike** is far from the median $m$ of its neighbours, measured by their median absolute deviation: Hampel's rule calls it one where
// $$|y_i - m| > t\cdot 1.4826\,\operatorname{median}_j|y_j - m|.$$
// **Savitzky and Golay** fit a polynomial to the window about each value. **Wavelets** split the series by scale and time. White noise is the same at all scales, with standard deviation $\sigma = \operatorname{median}|d|/0.6745$ of the finest details $d$; signal is in few large details. So details shrink by a limit $\lambda$,
// $$d \to \operatorname{sign}(d)\max(|d|-\lambda,\,0),$$
// either one limit $\sigma\sqrt{2\ln n}$ for all (VisuShrink, Donoho and Johnstone 1994), or one for each scale, $\sigma^2/\sigma_s$, where $\sigma_s$ is the spread of the signal there (BayesShrink, Chang et al. 2000).
//
// **Scaling** brings columns to one size: $z = (x-\bar x)/s$ by mean and standard deviation, or by median and distance of the quartiles, which hold while less than a quarter of the values is wrong (for the median absolute deviation, half).
//
// ### Noise, where the truth is known
// To judge a filter we need a truth. The clear day is smooth, but for a shadow after sunrise, so we take it as one, and let a seeded simulator add white noise of 20 W/m² and spikes at 2 % of the minutes.

// %%
import type { NDArray } from "@mesoscope/core";
import { augment, saltAndPepperNoise, signalToNoise, whiteNoise } from "@mesoscope/fusion";

const clear = day.column("global");
const white = whiteNoise({ standardDeviation: 20 });
const spikes = saltAndPepperNoise({ share: 0.02, low: 0, high: 1200 });
const withNoise = (field: NDArray) => augment({ field }, [white], { seed: 2 }).sample.field;
const dirty = augment({ field: clear }, [white, spikes], { seed: 2 }).sample.field;
({ noise: signalToNoise(clear, withNoise(clear)), noiseAndSpikes: signalToNoise(clear, dirty) });

// %% [markdown]
// Spikes first: a wavelet takes a spike for signal, and keeps it. Hampel's rule marks spikes and nothing is removed; gaps take their place and are filled from both sides. Then three ways with the rest.

// %%
import { hampelFilter, interpolateGaps, medianFilter, savitzkyGolay, waveletDenoise } from "@mesoscope/fusion";

const marked = hampelFilter(dirty, { window: 31 });
const repaired = interpolateGaps(marked.masked(dirty)).values;
const results = {
  "wavelets, spikes left in": waveletDenoise(dirty).values,
  "median of 31, spikes left in": medianFilter(dirty, { window: 31 }),
  "Savitzky–Golay, repaired": savitzkyGolay(repaired, { window: 31, degree: 2 }),
  "wavelets, repaired": waveletDenoise(repaired).values,
};
const decibels = Object.fromEntries(Object.entries(results).map(([way, values]) => [way, signalToNoise(clear, values)]));
decibels;

// %%
import { layer } from "@mesoscope/plot";

const series = (values: NDArray, color: string, from: number) =>
  Array.from({ length: 180 }, (_, i) => ({ x: (from + i) / 60, y: values.get(from + i), color }));
const after = results["wavelets, repaired"];
line([...series(dirty, "before", 865), ...series(after, "after", 865), ...series(clear, "truth", 865)], {
  title: "Before and after",
  subtitle: "Morning of 1 January 2016 at Alamosa; noise and spikes from a seeded simulator",
  x: "hour (UTC)",
  y: "irradiance (W/m²)",
  color: "",
});

// %% [markdown]
// ### When signal looks like noise
// Another radiometer, on a day of clouds. The scale–time plot shows which periods a series holds at which time, by its continuous wavelet transform (Torrence and Compo 1998). The morning is slow. After noon, 45,000 s into the day, the clouds break, and their shadows have all periods, down to the shortest.

// %%
import { scalogram } from "@mesoscope/fusion";

const midc = await readTable("datasets/raw-radiometer-files/midc_20181014.txt");
const cloudy = midc.column("Global PSP");
const picture = scalogram(cloudy, { interval: 60, periodsPerOctave: 3 });
picture;

// %% [markdown]
// The simulator adds the same noise to this day. Move the limit: too low leaves noise, too high takes the clouds. The slider works without the kernel.

// %%
import { stationaryWaveletTransform, threshold, type WaveletName } from "@mesoscope/fusion";
import { slider } from "@mesoscope/plot";

const shrunk = (noisy: NDArray, limit: number, wavelet: WaveletName = "sym8") =>
  stationaryWaveletTransform(noisy, { wavelet }).mapDetails((band) => threshold(band, limit)).inverse();
const limits = [0, 10, 20, 30, 40, 50, 80, 120];
const noisyClouds = withNoise(cloudy);
const subtitle = "MIDC, 14 October 2018 (local time); noise from a seeded simulator";
const words = { title: "How much may go?", subtitle, x: "hour", y: "irradiance (W/m²)", color: "" };
const truth = line(series(cloudy, "measured", 720), words);
const figure = (limit: number) => layer(truth, line(series(shrunk(noisyClouds, limit), "shrunk", 720), words));
slider({ name: "limit", label: "limit (W/m²)", values: limits, start: 30, figure });

// %% [markdown]
// ### One forgotten code
// What if a code had slipped through? We read the months again, repairing nothing. In the heating degree days (HTDD) 17 % of the values are −9999. Mean and standard deviation follow them, and no value is far out any more: the wrong ones hide each other. Median and quartiles move too, but stay among the real values.

// %%
import { minimum } from "@mesoscope/core";
import { robustScaling, robustZScore, standardScaling } from "@mesoscope/fusion";

const untouched = await readTable(`${north}stations_monthly_raw.csv`, { repair: false });
const score = async (name: string) => {
  const raw = untouched.column(name);
  const [standard, robust] = [await standardScaling().fit(raw), await robustScaling().fit(raw)];
  const lowest = { standard: minimum(standard.transform(raw)), robust: minimum(robust.transform(raw)) };
  return { codes: raw.data.filter((value) => value === -9999).length, ...lowest, flagged: robustZScore(raw).count };
};
const [heating, cooling] = [await score("HTDD"), await score("CLDD")];
({ heating, cooling });

// %% [markdown]
// The robust z-score flags all 1,483 codes of the heating days, and nothing else. Of the cooling days (CLDD) more than half are codes. Now the median itself is −9999, and no statistics can tell which half is wrong. Codes are found by knowing them, not by counting.

// %% [markdown]
// ## How wrong is it?
// **The day.** It has 1,440 minutes, and sensors that share no part agree: light from the sun's disc, falling at the zenith angle $\theta$, and from the sky make up the whole, $G = I\cos\theta + D$; at worst they are 17 W/m² apart. What is left is no noise but a smooth curve, largest in the morning, as if a sensor were out of level. And at night the whole is below zero, down to −4.4 W/m², which no light can be: the instrument cools towards the sky. No filter takes such errors out.

// %%
import assert from "node:assert/strict";
import { maximum, mean } from "@mesoscope/core";

const [global, direct, diffuse, zenith] = ["global", "direct", "diffuse", "zenith"].map((name) => day.column(name));
const sum = direct!.map((beam, i) => beam * Math.cos(zenith!.get(i)) + diffuse!.get(i));
const closure = global!.map((whole, i) => (zenith!.get(i) < Math.PI / 2 ? Math.abs(whole - sum.get(i)) : 0));
assert.equal(day.rowCount, 1440);
assert.equal(unnamed.report.on("column 29").findings[0]!.count, 1440);
assert.equal(Math.round(maximum(closure)), 17);
assert.equal(minimum(global!), -4.4);
({ closure: maximum(closure), night: minimum(global!) });

// %% [markdown]
// **Units.** A wrong factor would show: the mean temperature (tenths) is the middle of mean highest and lowest (tenths), and no month's highest temperature (whole °F) is below its mean highest (tenths). The rain at Bismarck (hundredths of an inch) is within a tenth that of the division about it, from another file, in inches. And `46,80` has become 46.80.

// %%
const whole = climate.dropMissing(["MNTM", "MMXT", "MMNT", "EMXT", "EMNT"]);
for (const { MNTM, MMXT, MMNT, EMXT, EMNT } of whole.rows() as Iterable<Record<string, number>>) {
  assert.ok(Math.abs(MNTM! - (MMXT! + MMNT!) / 2) < 0.21);
  assert.ok(EMXT! >= MMXT! && EMNT! <= MMNT!);
}
const rain = mean(climate.filter(({ STATION }) => STATION === "COOP:320819").dropMissing(["TPCP"]).column("TPCP"));
const division = await readTable(`${north}divisions_precip_in.csv`, { units: { ND_CD8: "in" } });
assert.ok(Math.abs(rain / mean(division.column("ND_CD8")) - 1) < 0.1);
const latitudeOf = (station: string) => places.filter((row) => row.station === station).row(0).latitude;
assert.equal(latitudeOf("COOP:320819"), 46.8);
assert.equal(maximum(climate.dropMissing(["DT00"]).column("DT00")), 31);
assert.equal(String(doses.row(0).column), "Irradiation Dose (mdpa)");

// %% [markdown]
// **Noise.** Repaired and denoised, the clear day gains 29 dB, its error falls to a thirtieth; with the spikes left in, wavelets gain nothing. The estimate of the noise is right within 2 % (the simulator added 20).
//
// At periods of five minutes, the hours from one to three have a hundred times the power of the morning: that is signal where the clear day has noise alone. So the best limit belongs to the day. Clear: 50 W/m². Cloudy: 30, and at 120 it is worse than doing nothing. One limit for all scales costs the cloudy day 4 dB against one for each.

// %%
const gain = decibels["wavelets, repaired"]! - signalToNoise(clear, dirty);
assert.ok(gain > 29 && decibels["wavelets, spikes left in"]! - signalToNoise(clear, dirty) < 0.5);
assert.ok(Math.abs(waveletDenoise(repaired).noise / 20 - 1) < 0.02);
const best = (day: NDArray) => {
  const ratios = limits.map((limit) => signalToNoise(day, shrunk(withNoise(day), limit)));
  return { limit: limits[ratios.indexOf(Math.max(...ratios))], worse: ratios.at(-1)! < ratios[0]! };
};
assert.deepEqual([best(clear), best(cloudy)], [{ limit: 50, worse: false }, { limit: 30, worse: true }]);
const power = (from: number, to: number) => mean(picture.power.row(4).data.slice(from * 60, to * 60)); // at 308 s
assert.ok(power(13, 15) > 100 * power(7, 12));
const by = (method: "bayesShrink" | "visuShrink") => signalToNoise(cloudy, waveletDenoise(noisyClouds, { method }).values);
assert.ok(by("bayesShrink") - by("visuShrink") > 4);

// %% [markdown]
// **Scaling.** The reader found every code. With codes left in, no heating value lies more than three standard deviations out; the robust score finds each. Beyond half it finds none.

// %%
assert.equal(months.report.on("HTDD").findings[0]!.count, heating.codes);
assert.ok(heating.standard > -3 && heating.robust < -8);
assert.deepEqual([heating.codes, heating.flagged], [1483, 1483]);
assert.ok(robustZScore(untouched.column("HTDD")).reasons.every(({ value }) => value === -9999));
assert.ok(cooling.codes > untouched.rowCount / 2 && cooling.flagged === 0);

// %% [markdown]
// Not settled here: the factor of the snow has no second source in this folder. White noise is the kindest; real noise has a memory, and a wavelet's estimate of it is then too low. The best limits were found by looking at the truth, which nobody has in the field; there only the estimates remain. The clear day as "truth" has errors of its own, of which the night shows some. Whether the dose is in dpa or mdpa, only the papers can tell.

// %% [markdown]
// ## What we learned
// - A reader may repair what has only one reading, and must say so; what has two is left to a person.
// - Units are tested by physics: parts that make up a whole, a mean between its extremes.
// - Spikes go before noise. A limit is chosen for a signal, not for ever: one day's noise is another day's clouds.
// - Robust scaling withstands a quarter of wrong values, the robust z-score almost half. Nothing withstands more.
//
// ## Exercises
// Replace the stub, run the cell, read the verdict.

// %% [markdown]
// **Exercise 1.** A third logger wrote `datasets/raw-radiometer-files/midc_raw_20181018.txt`. How many minutes has its day, and in how many of them is the column `Temp CHP1` missing? And what is the latitude of Crosby (`COOP:321871`), whose line ends in `48,90   -103.29`, in degrees?

// %% tags=["exercise", "ex1"]
import { check } from "../exercises/02.ts";

const parsed = { minutes: Number.NaN, missing: Number.NaN, latitude: Number.NaN }; // your answer
check("ex1", parsed);

// %% [markdown]
// **Exercise 2.** Add the white noise to the clear day and shrink it with the wavelet `haar` and a limit of 50 W/m². What is the signal-to-noise ratio, in dB?

// %% tags=["exercise", "ex2"]
const ratio = Number.NaN; // your answer, in dB
check("ex2", ratio);

// %% [markdown]
// ## References
// - D. L. Donoho, I. M. Johnstone, Biometrika 81 (1994) 425, [doi:10.1093/biomet/81.3.425](https://doi.org/10.1093/biomet/81.3.425)
// - S. G. Chang, B. Yu, M. Vetterli, IEEE Transactions on Image Processing 9 (2000) 1532, [doi:10.1109/83.862633](https://doi.org/10.1109/83.862633)
// - C. Torrence, G. P. Compo, Bulletin of the American Meteorological Society 79 (1998) 61, [doi:10.1175/1520-0477(1998)079<0061:APGTWA>2.0.CO;2](https://doi.org/10.1175/1520-0477(1998)079%3C0061:APGTWA%3E2.0.CO;2)
// - A. Savitzky, M. J. E. Golay, Analytical Chemistry 36 (1964) 1627, [doi:10.1021/ac60214a047](https://doi.org/10.1021/ac60214a047)
// - R. K. Pearson, IEEE Transactions on Control Systems Technology 10 (2002) 55, [doi:10.1109/87.974338](https://doi.org/10.1109/87.974338)
// - Tensile tests: L. Li et al., Scientific Data 12 (2025), [doi:10.1038/s41597-024-04329-2](https://doi.org/10.1038/s41597-024-04329-2)
//
// Mesoscope 0.1.0
