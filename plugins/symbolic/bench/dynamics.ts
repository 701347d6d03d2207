/**
 * Laws found from simulated data, clean and with noise, beside pysindy on the same data:
 * `node plugins/symbolic/bench/dynamics.ts [--python PATH] [--seeds 3] [--only ID]`, after a build. A law counts as found when
 * every equation has the true terms and no others; the error is that of its worst coefficient. Noise is Gaussian, in shares of
 * the standard deviation of every state or field. Laws that are ratios have less of it, and no peer: SINDy-PI of pysindy needs
 * a solver that is not installed with it. Without `--python`, an interpreter that has pysindy, pysindy is left out.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type NDArray, randomStream, standardDeviation } from "@mesoscope/core";
import { sparseDynamics, sparseFields } from "@mesoscope/symbolic";
import { threadVariables } from "../../core/bench/numerics/arm.ts";
import { fieldSystems } from "./dynamics/field-systems.ts";
import { odeSystems, ratioSystems } from "./dynamics/ode-systems.ts";
import { simulateOde } from "./dynamics/simulate-ode.ts";

type Law = Readonly<Record<string, number>>;

interface Case {
  readonly id: string;
  readonly kind: "ode" | "pde";
  readonly names: readonly string[];
  readonly axes: Readonly<Record<string, Float64Array>>;
  readonly fields: Readonly<Record<string, NDArray>>;
  readonly degree: number;
  readonly denominatorDegree?: number;
  readonly order: number;
  readonly laws: readonly Law[];
  /** The same in pysindy's names. */
  readonly peerLaws: readonly Law[];
}

const { values: options } = parseArgs({
  options: { python: { type: "string" }, seeds: { type: "string", default: "3" }, only: { type: "string" } },
});

function* cases(): Generator<Case> {
  for (const system of [...odeSystems, ...ratioSystems]) {
    if (options.only && options.only !== system.id) continue;
    const { t, X } = simulateOde(system);
    const fields = Object.fromEntries(system.names.map((name, j) => [name, X.column(j)]));
    const peerLaws = system.law.map((law) => renamed(law, (term) => term.replaceAll(" * ", " ")));
    yield { ...system, kind: "ode", axes: { t }, fields, order: 0, laws: system.law, peerLaws };
  }
  for (const [id, simulate] of Object.entries(fieldSystems)) {
    if (options.only && options.only !== id) continue;
    const system = simulate();
    const names = Object.keys(system.fields);
    const laws = names.map((name) => system.laws[name]);
    yield { ...system, kind: "pde", names, laws, peerLaws: laws.map(asPeerLaw) };
  }
}

function renamed(law: Law, change: (term: string) => string): Law {
  return Object.fromEntries(Object.entries(law).map(([term, value]) => [change(term), value]));
}

/** pysindy has u u_x where we have (u^2)_x. */
function asPeerLaw(law: Law): Law {
  const changed = Object.entries(law).map(([term, value]): [string, number] => {
    if (term === "(u^2)_x") return ["uu_1", 2 * value];
    return [term.replace(/_(x+)$/, (_, x: string) => `_${"1".repeat(x.length)}`), value];
  });
  return Object.fromEntries(changed);
}

function withNoise(field: NDArray, share: number, seed: number): NDArray {
  const random = randomStream(seed);
  const deviation = share * (standardDeviation(field) as number);
  return field.map((value) => value + deviation * random.normal());
}

/** The largest relative error of a coefficient, where all terms are the true ones. */
function errorOf(found: readonly Law[], truth: readonly Law[]): number {
  const errors = truth.map((law, j) => {
    const terms = Object.keys(law);
    const isSame = found[j] && Object.keys(found[j]).length === terms.length && terms.every((term) => term in found[j]);
    return isSame
      ? Math.max(...terms.map((term) => Math.abs(found[j][term] / law[term] - 1)))
      : Number.POSITIVE_INFINITY;
  });
  return Math.max(...errors);
}

async function ourLaws(
  { kind, names, axes, degree, denominatorDegree, order }: Case,
  fields: Case["fields"],
): Promise<Law[]> {
  if (kind === "pde") {
    const model = await sparseFields({ degree, order }).fit(axes, fields);
    return names.map((name) => Object.fromEntries(model.coefficients(name).map((term) => [term.name, term.value])));
  }
  const rows = Array.from(axes.t, (_, i) => names.map((name) => fields[name].get(i)));
  const denominator = denominatorDegree && { denominator: { degree: denominatorDegree } };
  const { coefficients } = await sparseDynamics({ names, library: { degree }, ...denominator }).fit(axes.t, rows);
  const nameOf = ({ term, divides }: (typeof coefficients)[number]) => `${divides ? "/" : ""}${term}`;
  return names.map((name) =>
    Object.fromEntries(coefficients.filter(({ state }) => state === name).map((one) => [nameOf(one), one.value])),
  );
}

interface PeerAnswer {
  readonly found: readonly { readonly method: string; readonly threshold: number; readonly laws: readonly Law[] }[];
  readonly seconds: number;
}

function peerAnswer(one: Case, fields: Case["fields"]): PeerAnswer | undefined {
  if (!options.python || one.names.length === 0 || "y" in one.axes || one.denominatorDegree) return undefined;
  const arrays = (record: Readonly<Record<string, { readonly length?: number } | NDArray>>) =>
    Object.fromEntries(
      Object.entries(record).map(([name, values]) => [
        name,
        [...("data" in values ? values.data : (values as Float64Array))],
      ]),
    );
  const input = JSON.stringify([{ ...one, laws: [], peerLaws: [], axes: arrays(one.axes), fields: arrays(fields) }]);
  const env = { ...process.env, ...threadVariables(1) };
  const { stdout, stderr } = spawnSync(options.python, [join(import.meta.dirname, "dynamics/peers.py")], {
    ...{ input, env, encoding: "utf8", maxBuffer: 2 ** 28 },
  });
  if (!stdout) throw new Error(stderr);
  return (JSON.parse(stdout) as PeerAnswer[])[0];
}

const percent = (error: number) => (Number.isFinite(error) ? `${(100 * error).toPrecision(2)} %` : "not found");
for (const one of cases()) {
  for (const noise of one.denominatorDegree ? [0, 0.01, 0.02, 0.05] : [0, 0.1, 0.2]) {
    for (let seed = 0; seed < (noise === 0 ? 1 : Number(options.seeds)); seed++) {
      const fields = Object.fromEntries(
        Object.entries(one.fields).map(([name, field], k) => [name, withNoise(field, noise, 100 * seed + k)]),
      );
      const start = process.cpuUsage();
      const error = errorOf(await ourLaws(one, fields), one.laws);
      const { user, system } = process.cpuUsage(start);
      const peer = peerAnswer(one, fields);
      const best = (method: string) =>
        Math.min(
          ...(peer?.found ?? [])
            .filter((each) => each.method === method)
            .map(({ laws }) => errorOf(laws, one.peerLaws)),
        );
      const beside = peer
        ? `; pysindy at its best threshold: smoothed ${percent(best("smoothed"))}, weak ${percent(best("weak"))} (${peer.seconds.toFixed(1)} CPU s)`
        : "";
      console.log(
        `${one.id}, noise ${noise}, seed ${seed}: ${percent(error)} (${((user + system) / 1e6).toFixed(1)} CPU s)${beside}`,
      );
    }
  }
}
