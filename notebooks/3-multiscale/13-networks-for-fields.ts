// ---
// jupyter:
//   kernelspec:
//     display_name: TypeScript (Mesoscope)
//     language: typescript
//     name: mesoscope
// ---

// %% [markdown]
// # 13 Networks for fields: how far should they look?
//
// *Convolutional networks read structure from pictures of a material, and generative ones draw new structures* (after *From Macro to Micro: AI's Role in Multiscale Modeling Innovation*, sections 6.1 and 6.3).
//
// | | |
// |---|---|
// | **You can** | choose the reach of a convolutional network, by plain, dilated or fused layers, and test the choice on a run it has not seen |
// | **You can** | make few pictures into many by the symmetries of the law behind them |
// | **You can** | draw new structures by a variational autoencoder, and judge them by two-point statistics – and the statistics too |
// | Time, level | 40 minutes, multiscale |
// | Needs | notebooks 01, 05 and 09 |
// | Data | [cahn-hilliard-frames](../../datasets/cahn-hilliard-frames/README.md), MDS-3, computed (phase field), MIT licence; `energy.csv` SHA-256 `57e345df260b165c8bad53cda335b011f19c158276ce96c94b8a0990494d71d6`, the frames' in its card |
// | Plugins | core, fusion, plot, surrogate, tensor |
// | Techniques | CNN, dilated convolution, multi-scale feature fusion, augmentation, VAE, two-point statistics |

// %% [markdown]
// ## Question
// A mixture separates into two phases. How much energy is left in it, judged by a picture alone, and can a network draw such structures that nobody computed?

// %% [markdown]
// ## Data
// Four computed runs, each about 200 frames of falling energy. We halve the resolution to 32 × 32 and take every sixth frame. Runs 0, 3 and 7 are for learning; run 12 is kept. To keep single frames back instead would be too easy: the next frame of the same run is nearly the same picture.

// %%
import { readFileSync } from "node:fs";
import { NDArray } from "@mesoscope/core";
import { readTable } from "@mesoscope/fusion";

const energies = await readTable("datasets/cahn-hilliard-frames/energy.csv");
const frames = (run: string) => {
  const bytes = readFileSync(`../../datasets/cahn-hilliard-frames/sim${run}_frames.npy`).subarray(128);
  const grey = (k: number, i: number, j: number) => bytes[64 * 64 * k + 64 * i + j]! / 255;
  const half = (_: number, at: number) => { const [k, i, j] = [at >> 10, 2 * ((at >> 5) & 31), 2 * (at & 31)]; return (grey(k, i, j) + grey(k, i + 1, j) + grey(k, i, j + 1) + grey(k, i + 1, j + 1)) / 4; };
  return new NDArray(Float64Array.from({ length: bytes.length / 4 }, half), [bytes.length / 4096, 1, 32, 32]);
};

// %%
import { heatmap } from "@mesoscope/plot";
import { sideBySide } from "../side-by-side.ts";

const run12 = frames("12");
const picture = (fields: NDArray[], title: string, subtitle = "computed (phase field)", width = 600) => heatmap(
  { values: sideBySide(fields.map((field) => field.reshape(field.shape.slice(-2))), 0.5).map((value) => Number(value.toFixed(2))) },
  { title, subtitle, color: "concentration", x: "x (pixels)", y: "y (pixels)", width, height: Math.round(width / fields.length) });
picture([0, 20, 190].map((k) => run12.row(k)), "Run 12: frames 0, 20 and 190");

// %%
import { concatenate } from "@mesoscope/core";

const sample = (run: string) => {
  const [all, column] = [frames(run), energies.filter(({ simulation }) => simulation === Number(run)).column("energy")];
  const chosen = Array.from({ length: Math.ceil(column.size / 6) }, (_, i) => 6 * i);
  return { fields: all.take(chosen), energy: column.take(chosen) };
};
const runs = ["00", "03", "07"].map(sample);
const learned = { fields: concatenate(runs.map(({ fields }) => fields)), energy: concatenate(runs.map(({ energy }) => energy)) };
const kept = sample("12");
[learned.fields.shape, kept.fields.shape];

// %% [markdown]
// ## Model
// **Baselines first.** Cahn and Hilliard's energy of a concentration $c$ is
// $$E = \int a\,c^2(1 - c)^2 + \tfrac\kappa2\,|\nabla c|^2\,\mathrm dA,$$
// the price of being neither phase, and that of interfaces. We pretend not to know it, and bring it back at the end. Two baselines know nothing: the mean of the energies, and a straight line through the variance of the pictures.

// %%
import { leastSquares, matmul, mean, ones, rootMeanSquareError, stackColumns, variance } from "@mesoscope/core";

const ofEach = (fields: NDArray, number: (field: NDArray) => number) =>
  new NDArray(Float64Array.from({ length: fields.shape[0]! }, (_, k) => number(fields.row(k).reshape([32, 32]))), [fields.shape[0]!]);
const lineThrough = (...features: ((field: NDArray) => number)[]) => {
  const columnsOf = (fields: NDArray) => stackColumns(...features.map((one) => ofEach(fields, one)), ones([fields.shape[0]!]));
  const { x } = leastSquares(columnsOf(learned.fields), learned.energy);
  return rootMeanSquareError(kept.energy, matmul(columnsOf(kept.fields), x));
};
const baselines = { mean: lineThrough(), variance: lineThrough((field) => variance(field)) };
baselines;

// %% [markdown]
// **Reach.** A convolution with a kernel of 3 sees a pixel and its neighbours. Three in a row reach over 7 pixels. With *dilations* 1, 2, 4 the taps lie apart, and the same number of parameters reaches over 15. A pyramid (*aspp*, Chen 2017) looks at several distances side by side and fuses what it saw. The fourth network spends its parameters on one look at the neighbours and thinks longer about it, by kernels of 1. All end in the mean over the picture. More reach sees more – which would you bet on?

// %%
import { aspp, convolution, dense, globalMean, neuralNetwork, sequential } from "@mesoscope/surrogate";
import { adam } from "@mesoscope/tensor";

const layer = (channels: number, kernel: number, dilations = 1) => convolution({ channels, kernel, dilations, activation: "silu" });
const candidates = [
  { name: "near", reach: 3, layers: [layer(16, 3), layer(16, 1), layer(16, 1)] },
  { name: "plain", reach: 7, layers: [layer(6, 3), layer(6, 3), layer(6, 3)] },
  { name: "pyramid", reach: 9, layers: [aspp({ channels: 8, dilations: [1, 2, 4] }), layer(21, 1)] },
  { name: "dilated", reach: 15, layers: [layer(6, 3), layer(6, 3, 2), layer(6, 3, 4)] },
];

// %%
type Sample = typeof kept;
const training = { batchSize: 5, validationShare: 0, optimizer: adam({ learningRate: 0.01 }) };
const fitted = async ({ name, reach, layers }: (typeof candidates)[number], { fields, energy }: Sample, epochs: number, seed: number) => {
  const network = sequential([...layers, globalMean({ over: "space" }), dense({ units: 1 })]);
  const model = await neuralNetwork({ ...training, network, epochs, seed }).fit(fields, energy);
  const missed = async (other: Sample) => Math.round(rootMeanSquareError(other.energy, await model.predictOn(undefined, other.fields)));
  return { name, reach, seed: String(seed), parameters: model.parameterCount, learned: await missed(learned), kept: await missed(kept) };
};
const trials: Awaited<ReturnType<typeof fitted>>[] = [];
for (const candidate of candidates) for (const seed of [0, 1]) trials.push(await fitted(candidate, learned, 12, seed));
trials;

// %%
import { layer as over, rule, scatter } from "@mesoscope/plot";

over(
  scatter(trials, {
    title: "At equal parameters, less reach predicts better", subtitle: "energy of run 12 (computed), each network from two starts",
    x: { column: "reach", title: "reach (pixels)", domain: [0, 16] }, y: { column: "kept", title: "error of the energy (RMSE)", zero: true }, color: "name",
  }),
  rule({ y: baselines.variance, label: "a line through the variance" }),
);

// %% [markdown]
// All beat the mean, and the plain and the dilated network, on average over both starts, lose to a straight line! On the runs they learned from they are good: they know these three runs by their shapes. In the integral above nothing is further away than a gradient, so the reach that a network does not need is a way to learn by heart.
//
// **Augmentation.** The law has no preferred place or direction, and the computed box repeats itself. So every picture may be moved, mirrored and turned, and its energy stays. The plain network again, now with six such copies of each picture in place of the original. It goes through them four times: twice as many pictures as before, none of them the same.

// %%
import { randomStream } from "@mesoscope/core";

const moved = (fields: NDArray, random: ReturnType<typeof randomStream>, length = 32) => {
  const cut = Array.from({ length: fields.shape[0]! }, (_, k) => {
    const [a, b, turn, up, left] = [32, 32, 2, 2, 2].map((below) => random.integer(below)) as [number, number, number, number, number];
    const at = (i: number, j: number) => fields.get(k, 0, (a + (up ? 31 - i : i)) % 32, (b + (left ? 31 - j : j)) % 32);
    return Array.from({ length: length ** 2 }, (_, p) => turn ? at(p % length, Math.floor(p / length)) : at(Math.floor(p / length), p % length));
  });
  return new NDArray(Float64Array.from(cut.flat()), [cut.length, 1, length, length]);
};
const stream = randomStream(3), copies = [1, 2, 3, 4, 5, 6];
const more = { fields: concatenate(copies.map(() => moved(learned.fields, stream))), energy: concatenate(copies.map(() => learned.energy)) };

// %%
const augmented: typeof trials = [];
for (const seed of [0, 1]) augmented.push({ ...(await fitted(candidates[1]!, more, 4, seed)), name: "plain, augmented" });
augmented;

// %% [markdown]
// **Structures that nobody computed.** An autoencoder squeezes a field $\mathbf x$ into few numbers $\mathbf z$ and back. A *variational* one (Kingma 2014) makes them normal, by lowering
// $$\frac{1}{2s^2}\lVert\mathbf x - \hat{\mathbf x}(\mathbf z)\rVert^2 + \mathrm{KL}\big(q(\mathbf z\mid\mathbf x)\,\Vert\,\mathcal N(0, 1)\big),$$
// so that any normal $\mathbf z$ is decoded to a new field. We learn from 400 pieces of 16 × 16, cut from late frames at random places and orientations.

// %%
const pieces = (names: string[], count: number, seed: number) => {
  const late = concatenate(names.map((name) => frames(name).slice(100)));
  const random = randomStream(seed);
  return moved(late.take(Array.from({ length: count }, () => random.integer(late.shape[0]!))), random, 16);
};
const [real, unseen] = [pieces(["00", "03", "07"], 400, 1), pieces(["12"], 400, 2)];

// %%
import { activation, applyOn, imageDecoder, imageEncoder, train, variationalAutoencoder, variationalLoss } from "@mesoscope/surrogate";

const decoder = sequential([imageDecoder({ shape: [1, 16, 16], latent: 12 }), activation({ function: "sigmoid" })]);
const vae = variationalAutoencoder({ encoder: imageEncoder({ shape: [1, 16, 16], latent: 24 }), decoder });
const { parameters } = await train({
  parameters: vae.parameters([1, 16, 16], randomStream(0)),
  rows: { x: real },
  loss: (tree, { x }, context) => variationalLoss(vae.apply(tree, x, context), x, { noise: 0.2 }),
}, { epochs: 20, batchSize: 20, chunks: 4, optimizer: adam({ learningRate: 3e-3 }) });
const decode = (codes: NDArray) => applyOn(decoder, (parameters as { decoder: typeof parameters }).decoder, codes);

// %% [markdown]
// Two codes, and all that lies between them. Move the slider from one structure to the other.

// %%
import { slider } from "@mesoscope/plot";

const ends = randomStream(8).normals([2, 12]);
const shares = [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1];
const path = await decode(new NDArray(Float64Array.from(shares.flatMap((share) => Array.from({ length: 12 }, (_, i) => (1 - share) * ends.get(0, i) + share * ends.get(1, i)))), [9, 12]));
slider({
  name: "way", label: "on the way (share)", values: shares, start: 0.5,
  figure: (share) => picture([path.row(8 * share)], "Between two generated structures", "by the autoencoder", 220),
});

// %% [markdown]
// **Two-point statistics.** For two pixels a distance $r$ apart, $S(r) = \langle(c(\mathbf x) - \bar c)(c(\mathbf x + r\mathbf e) - \bar c)\rangle$: its start is the variance, its fall the width of the phases, its dip their distance. For comparison a *Gaussian field*, drawn from the mean and covariance of the same pieces, no network at all.

// %%
import { covarianceMatrix, identity, multivariateNormal, add, multiply } from "@mesoscope/core";
import { rows as figures } from "@mesoscope/plot";

const flat = real.reshape([400, 256]);
const gaussian = multivariateNormal({ mean: mean(flat, 0), covariance: add(covarianceMatrix(flat), multiply(1e-6, identity(256))) });
const drawn = { real: unseen, autoencoder: await decode(randomStream(5).normals([400, 12])), "Gaussian field": gaussian.sample(400).reshape([400, 1, 16, 16]) };
const six = (fields: NDArray) => [0, 1, 2, 3, 4, 5].map((k) => fields.row(k));
figures(...Object.entries(drawn).map(([name, fields]) => picture(six(fields), `Six pieces: ${name}`, name === "real" ? "computed, run 12" : "generated")));

// %%
import { line } from "@mesoscope/plot";

const twoPoint = (fields: NDArray, r: number) => {
  const centre = mean(fields), from = [...Array(16 - r).keys()];
  const product = (axis: number) => mean(multiply(fields.take(from, axis).map((c) => c - centre), fields.take(from.map((i) => i + r), axis).map((c) => c - centre)));
  return (product(2) + product(3)) / 2;
};
const kinds = { ...drawn, "real, runs learned from": real };
const curves = Object.entries(kinds).flatMap(([kind, fields]) => [0, 1, 2, 3, 4, 5, 6, 7, 8].map((r) => ({ r, S: Number(twoPoint(fields, r).toFixed(4)), kind })));
line(curves, { title: "Generated phases: nearly the right width, too little contrast", subtitle: "pieces of computed frames, and generated ones", x: { column: "r", title: "distance (pixels)" }, y: { column: "S", title: "two-point covariance" }, color: "kind" });

// %% [markdown]
// ## How wrong is it?
// **Reach.** On the unseen run every network is far better than the mean. The near one is better than any wider one, from either start; the plain and the dilated one lose, on average, to a straight line through the variance. Nothing here says that dilation is bad: it is made for questions where far pixels matter (notebook 13b asks one), and for this energy they do not.

// %%
import assert from "node:assert/strict";

const errors = (name: string) => [...trials, ...augmented].filter((trial) => trial.name === name).map(({ kept }) => kept);
const wide = ["plain", "pyramid", "dilated"].flatMap(errors);
assert.ok(Math.max(...trials.map(({ kept }) => kept)) < baselines.mean / 2);
assert.ok(Math.max(...errors("near")) < Math.min(...wide));
for (const name of ["plain", "dilated"]) assert.ok(mean(errors(name)) > 1.2 * baselines.variance);
assert.ok(Math.max(...trials.map(({ parameters }) => parameters)) / Math.min(...trials.map(({ parameters }) => parameters)) < 1.02);

// %% [markdown]
// **Augmentation.** It cuts the plain network's error on the unseen run by more than half, and its error on the runs it learned from is no better than before: it learned by heart less, not more.

// %%
const average = (numbers: number[]) => mean(numbers);
const learnedBy = (of: typeof trials) => average(of.filter(({ name }) => name.startsWith("plain")).map(({ learned }) => learned));
assert.ok(average(errors("plain, augmented")) < average(errors("plain")) / 2);
assert.ok(learnedBy(augmented) > learnedBy(trials));
({ plain: average(errors("plain")), augmented: average(errors("plain, augmented")) });

// %% [markdown]
// **Against the law.** Now the two terms of the integral, taken from the picture: two numbers and three coefficients. They leave less than one unit of energy, and no network came near. Who knows the law should not train a network.

// %%
const at = (c: NDArray, i: number, j: number) => c.data[32 * (i % 32) + (j % 32)]!;
const average2 = (c: NDArray, term: (i: number, j: number) => number) => mean(c.map((_, p) => term(p >> 5, p & 31)));
const well = (c: NDArray) => average2(c, (i, j) => (at(c, i, j) * (1 - at(c, i, j))) ** 2);
const interfaces = (c: NDArray) => average2(c, (i, j) => (at(c, i + 1, j) - at(c, i, j)) ** 2 + (at(c, i, j + 1) - at(c, i, j)) ** 2);
const law = lineThrough(well, interfaces);
assert.ok(law < 1 && law < Math.min(...errors("near")) / 3);
({ ...baselines, law });

// %% [markdown]
// **Generated structures.** Their covariance falls nearly as fast as that of real ones, but they have too little contrast: a fifth of the variance is missing. Even two real sets differ, by what one run differs from another. The Gaussian field has the right statistics at every distance, to a fifth of the autoencoder's error or less, because it was made from them – and is no mixture at all: more than a sixth of its concentrations are below 0 or above 1. Two-point statistics reject bad structures; they do not accept good ones. The share of grey pixels, between 0.2 and 0.8, tells the two apart.

// %%
const shareOf = (fields: NDArray, holds: (c: number) => boolean) => Number(mean(fields.map((c) => Number(holds(c)))).toFixed(3));
const verdict = Object.entries(kinds).map(([kind, fields]) => ({
  kind, contrast: Number((twoPoint(fields, 0) / twoPoint(real, 0)).toFixed(3)), "S(3) / S(0)": Number((twoPoint(fields, 3) / twoPoint(fields, 0)).toFixed(3)),
  grey: shareOf(fields, (c) => c > 0.2 && c < 0.8), impossible: shareOf(fields, (c) => c < 0 || c > 1),
}));
const [unseenRow, vaeRow, gaussianRow] = verdict;
const gap = (kind: keyof typeof kinds) => Math.max(...[0, 1, 2, 3, 4, 5, 6, 7, 8].map((r) => Math.abs(twoPoint(kinds[kind], r) - twoPoint(real, r))));
assert.ok(gap("Gaussian field") < gap("autoencoder") / 5);
assert.ok(vaeRow!.contrast < 0.9 && Math.abs(gaussianRow!.contrast - 1) < 0.05 && Math.abs(vaeRow!["S(3) / S(0)"] - unseenRow!["S(3) / S(0)"]) < 0.1);
assert.ok(gaussianRow!.impossible > 1 / 6 && vaeRow!.impossible === 0 && unseenRow!.grey < vaeRow!.grey && vaeRow!.grey < gaussianRow!.grey - 0.1);
verdict;

// %% [markdown]
// Not settled here: one kept run and two starts are a small test; frames, learning rates and the strength of augmentation were settled while watching the kept run, and with other settings the gaps between the networks are smaller; all runs are of one material; frames are ordered by their energy, not by a clock; the pictures were halved and the networks kept small; better generators (diffusion, adversarial ones) were not tried; the box has no edge, yet these convolutions pad with zeros.

// %% [markdown]
// ## What we learned
// - Keep back a whole run, not single frames. A network that looks far knows the runs it saw by their shapes.
// - Give a network the reach of the law: at equal parameters, near sight beat plain, dilated and fused layers for an energy that is local.
// - Symmetries of the law are data for nothing.
// - Compare with a line through one number. And where the law is known, use it: it beat every network.
// - A generator that passes a two-point test has passed a two-point test. A Gaussian field passes it too.
//
// ## Exercises
// Replace the stub, run the cell, read the verdict.

// %% [markdown]
// **Exercise 1.** Which error on run 12 has a straight line through the interfaces alone, without the well?

// %% tags=["exercise", "ex1"]
import { check } from "../exercises/13.ts";

const interfacesAlone = Number.NaN; // your answer, an RMSE
check("ex1", interfacesAlone);

// %% [markdown]
// **Exercise 2.** At which distance, in whole pixels, does the covariance of the pieces of run 12 first fall below zero?

// %% tags=["exercise", "ex2"]
const crossing = Number.NaN; // your answer, in pixels
check("ex2", crossing);

// %% [markdown]
// ## References
// - J. W. Cahn, J. E. Hilliard, J. Chem. Phys. 28 (1958) 258, [doi:10.1063/1.1744102](https://doi.org/10.1063/1.1744102)
// - B. D. Nguyen, S. Sandfeld, MDS-book dataset MDS-3 (2023)
// - L.-C. Chen et al., Rethinking atrous convolution for semantic image segmentation (2017), [doi:10.48550/arXiv.1706.05587](https://doi.org/10.48550/arXiv.1706.05587)
// - D. P. Kingma, M. Welling, Auto-encoding variational Bayes, ICLR (2014), [doi:10.48550/arXiv.1312.6114](https://doi.org/10.48550/arXiv.1312.6114)
// - S. Torquato, *Random Heterogeneous Materials*, Springer (2002), [doi:10.1007/978-1-4757-6355-3](https://doi.org/10.1007/978-1-4757-6355-3)
//
// Mesoscope 0.1.0
