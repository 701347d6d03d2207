import {
  type ArrayLike,
  displaySymbol,
  type FittedTransformer,
  isDisplayable,
  type MimeBundle,
  type Predictive,
  type Transformer,
  tick,
  ValueError,
} from "@mesoscope/sdk";
import { asArray } from "../arrays/as-array.js";
import { checkSameRows } from "../statistics/check-same-rows.js";
import type { ArrayEstimator, ArrayModel } from "./cross-validate.js";

type ArrayTransformer = Transformer<ArrayLike>;
type Fitted = FittedTransformer<ArrayLike>;

/** What a pipeline learnt; it has `predictive` where the last model has it. */
export type PipelineModel<M extends ArrayModel> = ArrayModel & {
  /** The fitted transformers, in order. */
  readonly transformers: readonly Fitted[];
  /** What the estimator learnt from the transformed rows. */
  readonly model: M;
  toJSON(): PipelineData;
} & (M extends { predictive(X: ArrayLike, ...options: infer Options): infer Found extends Predictive }
    ? { predictive(X: ArrayLike, ...options: Options): Found }
    : unknown);

/** A fitted pipeline as plain data; `loadPipeline` reads it. */
export interface PipelineData {
  readonly transformers: readonly unknown[];
  readonly model: unknown;
}

/**
 * An estimator that changes the rows by transformers first, each fitted to what the one before it gives: fitted inside
 * every split of a cross-validation, so that nothing leaks from the test rows.
 *
 * @param steps transformers, then one estimator
 *
 * @example
 * const halved = { fit: async () => ({ transform: (X) => divide(X, 2), inverseTransform: (X) => multiply(X, 2), toJSON: () => 2 }) };
 * const same = { options: {}, fit: async () => ({ predict: (X) => asVector(X), toJSON: () => "same" }) };
 * const model = await pipeline([halved, same]).fit([2, 4], [1, 2]);
 * model.predict([6, 8]).data; // [3, 4]
 *
 * @throws ValueError BAD_OPTION where a step cannot be fitted
 */
export function pipeline<M extends ArrayModel>(
  steps: readonly [...ArrayTransformer[], ArrayEstimator<M>],
): ArrayEstimator<PipelineModel<M>> {
  if (!Array.isArray(steps)) {
    throw new ValueError(
      "BAD_OPTION",
      "pipeline: the steps are no list. Give transformers and then one estimator in a list.",
    );
  }
  const wrong = steps.findIndex((step) => typeof step?.fit !== "function");
  if (steps.length === 0 || wrong >= 0) {
    const found = steps.length === 0 ? "there are no steps" : `step ${wrong} has no fit`;
    throw new ValueError("BAD_OPTION", `pipeline: ${found}. Give transformers and then one estimator in a list.`);
  }
  const transformers = steps.slice(0, -1) as ArrayTransformer[];
  const estimator = steps.at(-1) as ArrayEstimator<M>;
  return {
    options: { steps },
    async fit(X, y) {
      checkSameRows("pipeline.fit", rowCount(X), rowCount(y));
      const fitted: Fitted[] = [];
      let rows = X;
      for (const [i, transformer] of transformers.entries()) {
        await tick(i, steps.length);
        const learnt = await transformer.fit(rows);
        rows = learnt.transform(rows);
        fitted.push(learnt);
      }
      return pipelineModel(fitted, await estimator.fit(rows, y));
    },
  };
}

/**
 * The pipeline that `toJSON` wrote, given how to load its parts.
 *
 * @example
 * const load = { transformers: [], model: () => ({ predict: (X) => asVector(X), toJSON: () => "same" }) };
 * loadPipeline({ transformers: [], model: "same" }, load).predict([1, 2]).data; // [1, 2]
 *
 * @throws ValueError BAD_VALUE where there is not one loader for each transformer
 */
export function loadPipeline<M extends ArrayModel>(
  json: PipelineData,
  // biome-ignore lint/suspicious/noExplicitAny: what a load function reads is its package's own format
  load: { readonly transformers: readonly ((json: any) => Fitted)[]; readonly model: (json: any) => M },
): PipelineModel<M> {
  const count = json?.transformers?.length;
  if (count === undefined || typeof load?.model !== "function" || !Array.isArray(load.transformers)) {
    throw new ValueError(
      "BAD_VALUE",
      "loadPipeline: found no data of a pipeline or no loaders. Give what toJSON wrote, then { transformers: […], model }.",
    );
  }
  if (count !== load.transformers.length) {
    throw new ValueError(
      "BAD_VALUE",
      `loadPipeline: the data hold ${count} transformers but ${load.transformers.length} can be loaded. Give one loader each.`,
    );
  }
  return pipelineModel(
    json.transformers.map((part, i) => load.transformers[i]!(part)),
    load.model(json.model),
  );
}

function pipelineModel<M extends ArrayModel>(transformers: readonly Fitted[], model: M): PipelineModel<M> {
  const changed = (X: ArrayLike) => transformers.reduce((rows, transformer) => transformer.transform(rows), X);
  const { predictive } = model as { predictive?(X: ArrayLike, ...options: unknown[]): Predictive };
  return Object.freeze({
    transformers,
    model,
    predict: (X: ArrayLike) => model.predict(changed(X)),
    ...(predictive && {
      predictive: (X: ArrayLike, ...options: unknown[]) => predictive.call(model, changed(X), ...options),
    }),
    toJSON: () => ({ transformers: transformers.map((part) => part.toJSON()), model: model.toJSON() }),
    [displaySymbol]: () => shown(transformers.length, model),
  }) as unknown as PipelineModel<M>;
}

/** What the model shows, behind a line on what comes before it. */
async function shown(count: number, model: ArrayModel): Promise<MimeBundle> {
  const bundle: MimeBundle = isDisplayable(model) ? await model[displaySymbol]() : { "text/plain": "a model" };
  return { ...bundle, "text/plain": `${count} transformer${count === 1 ? "" : "s"}, then ${bundle["text/plain"]}` };
}

function rowCount(values: ArrayLike): number {
  return asArray(values, "pipeline.fit: the input").shape[0] ?? 0;
}
