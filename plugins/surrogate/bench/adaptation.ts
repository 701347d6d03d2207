/**
 * What adaptation gains where a network is used in another domain than that of its rows:
 * `npm run bench -- adaptation [--only ID] [--seeds 3]`. The shifts are simulated: Friedman's function of six inputs is the
 * law of the source, where 1000 rows have targets; of the target domain 1000 rows have none and 20 have one.
 *
 * - instrument: inputs of the target are seen by sensors with other gains, offsets, crosstalk and noise
 * - nonlinear instrument: the same, and the sensors saturate
 * - other region: inputs of the target are drawn from one side of the source's range
 * - other law: inputs are as in the source, but the law has another factor and one more term
 *
 * Errors are root mean squares over 1000 other rows of the target, in standard deviations of their targets: mean over the
 * seeds, and the range. Every method has the settings below; none was chosen by these errors.
 */
import { parseArgs } from "node:util";
import {
  mean,
  NDArray,
  type RandomStream,
  randomStream,
  rootMeanSquareError,
  standardDeviation,
} from "@mesoscope/core";
import { plainTable } from "@mesoscope/sdk";
import {
  adaptStatistics,
  applyOn,
  coral,
  dense,
  domainLoss,
  type Layer,
  meanSquare,
  mlp,
  mlpLayers,
  type NetworkModel,
  type ParameterTree,
  parameterGroups,
  sequential,
  type Trained,
  train,
} from "@mesoscope/surrogate";
import { adam, add, reshape, type Tensor } from "@mesoscope/tensor";

const { values: options } = parseArgs({
  options: { only: { type: "string" }, seeds: { type: "string", default: "3" } },
});
const [rows, labels, inputs] = [1000, 20, 6];
const training = { epochs: 100, patience: 20, batchSize: 50 } as const;
const hidden = [64, 64] as const;
/**
 * Of the reversed gradients, one part of the training after the other: the schedule of Ganin et al. (2016), section 5.2.2,
 * in the middles of five parts.
 */
const strengths = [0.1, 0.3, 0.5, 0.7, 0.9].map((progress) => 2 / (1 + Math.exp(-10 * progress)) - 1);

/** Rows and targets. */
interface Labelled {
  readonly X: NDArray;
  readonly y: NDArray;
}

/** One simulated shift; everything is in units in which the source has mean 0 and standard deviation 1. */
interface Shift {
  readonly source: Labelled;
  readonly unlabelled: NDArray;
  readonly few: Labelled;
  readonly many: Labelled;
  readonly test: Labelled;
}

/** From what is so to what is measured: of the inputs, and of the target. */
interface Domain {
  draw(stream: RandomStream): number;
  see(row: readonly number[], stream: RandomStream): number[];
  law(row: readonly number[]): number;
}

const friedman = ([a, b, c, d, e]: readonly number[]) =>
  10 * Math.sin(Math.PI * a! * b!) + 20 * (c! - 0.5) ** 2 + 10 * d! + 5 * e!;
const source: Domain = { draw: (stream) => stream.uniform(), see: (row) => [...row], law: friedman };

/** Sensors with gains, offsets and crosstalk of a seed. */
function instrument(seed: number, response: (value: number) => number): Domain["see"] {
  const stream = randomStream(900 + seed);
  const gains = Array.from({ length: inputs }, () => 0.6 + 0.8 * stream.uniform());
  const offsets = Array.from({ length: inputs }, () => 0.8 * stream.uniform() - 0.4);
  const crosstalk = Array.from({ length: inputs ** 2 }, () => 0.08 * stream.normal());
  return (row, noise) =>
    row.map((value, j) => {
      const other = row.reduce((sum, one, k) => sum + crosstalk[j * inputs + k]! * one, 0);
      return response(gains[j]! * value + offsets[j]! + other) + 0.01 * noise.normal();
    });
}

const shifts: Readonly<Record<string, (seed: number) => Domain>> = {
  instrument: (seed) => ({ ...source, see: instrument(seed, (value) => value) }),
  "nonlinear instrument": (seed) => ({ ...source, see: instrument(seed, (value) => Math.tanh(1.5 * value)) }),
  "other region": () => ({ ...source, draw: (stream) => 0.5 + 0.5 * stream.uniform() }),
  "other law": () => ({ ...source, law: (row) => 1.4 * friedman(row) + 6 * row[5]! }),
};

function drawn(domain: Domain, count: number, stream: RandomStream): Labelled {
  const all = Array.from({ length: count }, () => Array.from({ length: inputs }, () => domain.draw(stream)));
  return {
    X: new NDArray(Float64Array.from(all.flatMap((row) => domain.see(row, stream))), [count, inputs]),
    y: new NDArray(Float64Array.from(all, (row) => domain.law(row) + 0.1 * stream.normal())),
  };
}

function simulated(target: Domain, seed: number): Shift {
  const stream = randomStream(seed);
  const given = drawn(source, rows, stream.child(0));
  const centre = mean(given.X, 0) as NDArray;
  const spread = standardDeviation(given.X, 0) as NDArray;
  const [centreOfY, spreadOfY] = [mean(given.y), standardDeviation(given.y)];
  const standardised = ({ X, y }: Labelled): Labelled => ({
    X: X.map((value, at) => (value - centre.data[at % inputs]!) / spread.data[at % inputs]!),
    y: y.map((value) => (value - centreOfY) / spreadOfY),
  });
  const of = (count: number, child: number) => standardised(drawn(target, count, stream.child(child)));
  return {
    source: standardised(given),
    unlabelled: of(rows, 1).X,
    few: of(labels, 2),
    many: of(rows, 3),
    test: of(rows, 4),
  };
}

const network = (seed: number, settings: object = {}) => mlp({ hidden, seed, ...training, ...settings });

/** Trains features that do not tell the domains apart, and a task on them. */
async function adversarial({ source: given, unlabelled, test }: Shift, seed: number): Promise<NDArray> {
  const features = sequential(hidden.map((units) => dense({ units, activation: "silu" })));
  const [task, domains] = [dense({ units: 1 }), mlpLayers({ hidden: [32], outputs: 1 })];
  const stream = randomStream(seed);
  type Tree = Readonly<Record<"features" | "task" | "domains", never>>;
  let parameters: ParameterTree<NDArray> = {
    features: features.parameters([inputs], stream.child(0)),
    task: task.parameters([hidden[1]], stream.child(1)),
    domains: domains.parameters([hidden[1]], stream.child(2)),
  };
  for (const strength of strengths) {
    const trained: Trained = await train(
      {
        parameters,
        rows: { x: given.X, y: given.y, other: unlabelled },
        loss(tree, { x, y, other }, context) {
          const { features: seen, task: learned, domains: judge } = tree as unknown as Tree;
          const of = (from: Tensor) => features.apply(seen, from, context);
          const misfit = meanSquare(reshape(task.apply(learned, of(x), context), y.shape), y);
          const logits = (from: Tensor) => reshape(domains.apply(judge, from, context), [from.shape[0]!]);
          return context.training ? add(misfit, domainLoss(logits, of(x), of(other), strength)) : misfit;
        },
      },
      { ...training, epochs: training.epochs / strengths.length, seed },
    );
    parameters = trained.parameters;
  }
  const { features: seen, task: learned } = parameters as unknown as Tree;
  const whole: Layer = sequential([features, task]);
  return applyOn(whole, [seen, learned], test.X);
}

/** Trains the source's network on, the layers before the last slowly. */
async function fineTuned(model: NetworkModel, { few, test }: Shift, seed: number): Promise<NDArray> {
  const optimizer = parameterGroups({ "": 0.1, "2": 1 }).optimizer(
    adam({ learningRate: 1e-3 }),
    model.parameters as object,
  );
  const { parameters } = await train(
    {
      parameters: model.parameters,
      rows: { X: few.X, y: few.y },
      loss: (tree, { X, y }, context) => meanSquare(reshape(model.network.apply(tree, X, context), y.shape), y),
    },
    { epochs: 200, batchSize: labels, validationShare: 0, optimizer, seed },
  );
  return applyOn(model.network, parameters, test.X);
}

/** Predictions for the test rows by each method. */
async function predictions(shift: Shift, seed: number): Promise<Readonly<Record<string, NDArray>>> {
  const { source: given, unlabelled, few, many, test } = shift;
  const plain = await network(seed).fit(given.X, given.y);
  const aligned = await coral({ target: unlabelled }).fit(given.X);
  const onAligned = await network(seed).fit(aligned.transform(given.X), given.y);
  const onFew = await network(seed, { validationShare: 0, epochs: 200, batchSize: labels }).fit(few.X, few.y);
  const onMany = await network(seed).fit(many.X, many.y);
  return {
    "no adaptation": plain.predict(test.X),
    coral: onAligned.predict(test.X),
    "domainLoss, reverseGradient": await adversarial(shift, seed),
    adaptStatistics: adaptStatistics(plain, { source: given.X, target: unlabelled }).predict(test.X),
    [`fine-tuned on ${labels} targets`]: await fineTuned(plain, shift, seed),
    [`from scratch on ${labels} targets`]: onFew.predict(test.X),
    [`from scratch on ${rows} targets`]: onMany.predict(test.X),
  };
}

const errors = new Map<string, Map<string, number[]>>();
const chosen = Object.entries(shifts).filter(([id]) => !options.only || options.only === id);
for (const [id, domainOf] of chosen) {
  for (let seed = 0; seed < Number(options.seeds); seed++) {
    const shift = simulated(domainOf(seed), seed);
    for (const [method, predicted] of Object.entries(await predictions(shift, seed))) {
      const error = rootMeanSquareError(shift.test.y, predicted.reshape([rows])) / standardDeviation(shift.test.y);
      const ofMethod = errors.get(method) ?? errors.set(method, new Map()).get(method)!;
      ofMethod.set(id, [...(ofMethod.get(id) ?? []), error]);
    }
    console.error(`${id}, seed ${seed}`);
  }
}

function shown(values: readonly number[]): string {
  const average = values.reduce((sum, value) => sum + value / values.length, 0);
  return `${average.toFixed(2)} (${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)})`;
}

console.log(
  plainTable({
    caption: `Errors in the target domain in standard deviations, simulated shifts, ${options.seeds} seeds`,
    headings: ["method", ...chosen.map(([id]) => id)],
    rows: Array.from(errors, ([method, ofMethod]) => [method, ...chosen.map(([id]) => shown(ofMethod.get(id)!))]),
  }),
);
