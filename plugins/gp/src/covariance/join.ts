import { displaySymbol, ValueError } from "@mesoscope/sdk";
import type { Covariance, CovarianceFunction } from "./covariance.js";
import { displayKernel } from "./display-kernel.js";

interface Joint {
  readonly kind: "sum" | "product";
  readonly terms: readonly Covariance[];
  nameOf(terms: readonly Covariance[]): string;
  bind(terms: readonly CovarianceFunction[], offsets: readonly number[]): CovarianceFunction;
  rebuild(...terms: Covariance[]): Covariance;
}

/** A kernel made of kernels, with the hyper-parameters of all of them in order. */
export function join({ kind, terms, nameOf, bind, rebuild }: Joint): Covariance {
  if (terms.length === 0 || !terms.every(isCovariance)) {
    throw new ValueError(
      "BAD_VALUE",
      `${kind}Of: an argument is no kernel. Give kernels, as in ${kind}Of(rbf(), linear()).`,
    );
  }
  const name = nameOf(terms);
  const known = new Map<number, readonly number[]>();
  /** Where the hyper-parameters of each term begin; kept, since a search binds the kernel hundreds of times. */
  const offsets = (columns: number) => {
    const kept = known.get(columns);
    if (kept) return kept;
    const starts = [0];
    for (const term of terms) starts.push(starts.at(-1)! + term.parameters(columns).length);
    known.set(columns, starts);
    return starts;
  };
  const share = (values: readonly number[], columns: number) => {
    const starts = offsets(columns);
    return terms.map((_, t) => values.slice(starts[t], starts[t + 1]));
  };
  const kernel: Covariance = {
    kind,
    name,
    formula: name,
    terms,
    parameters: (columns) => terms.flatMap((term) => term.parameters(columns)),
    bind(values, columns) {
      const shares = share(values, columns);
      return bind(
        terms.map((term, t) => term.bind(shares[t], columns)),
        offsets(columns),
      );
    },
    ...(kind === "sum" && { withTerms: (parts: readonly Covariance[]) => rebuild(...parts) }),
    withValues(values, columns) {
      const shares = share(values, columns);
      return rebuild(...terms.map((term, t) => term.withValues(shares[t], columns)));
    },
    toJSON: () => ({ kind, terms: terms.map((term) => term.toJSON()) }),
    [displaySymbol]: () => displayKernel(kernel),
  };
  return kernel;
}

/** Whether `value` is a kernel. */
export function isCovariance(value: unknown): value is Covariance {
  const { kind, bind, parameters } = (value ?? {}) as Partial<Covariance>;
  return typeof kind === "string" && typeof bind === "function" && typeof parameters === "function";
}
