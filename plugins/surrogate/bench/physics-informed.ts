/**
 * Physics-informed networks against known solutions: Burgers' equation with a shock, its coefficients from 2000 points of
 * the solution, clean and with 1 % of noise, the Allen–Cahn equation, and Burgers' equation for all viscosities from 0.02
 * to 0.1 and waves from 0.2 to 1 high at once: `npm run bench -- physics-informed [--only ID] [--seeds 3]`. Errors are
 * relative, over all points of the known solution, whose own error in `allen-cahn` is 1e-5; in `burgers-family` over 50
 * problems.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { NDArray, randomStream, standardDeviation } from "@mesoscope/core";
import {
  box,
  type PhysicsInformedModel,
  type PhysicsInformedOptions,
  periodicFeatures,
  physicsInformed,
  sequential,
  tanhLayers,
} from "@mesoscope/surrogate";

const { values: options } = parseArgs({
  options: { only: { type: "string" }, seeds: { type: "string", default: "3" } },
});
const datasets = path.resolve(import.meta.dirname, "../../../datasets");
const domain = box({ x: [-1, 1], t: [0, 1] });
const viscosity = 0.01 / Math.PI;

interface Known {
  readonly points: NDArray;
  readonly values: NDArray;
}

/** A field on a grid of x and t as rows of points. */
function known(name: string): Known {
  const column = (file: string) =>
    new Float64Array(Uint8Array.from(readFileSync(path.join(datasets, name, `${file}.npy`))).buffer, 128);
  const [x, t, u] = [column("x"), column("t"), column("u")];
  const points = Float64Array.from({ length: 2 * u.length }, (_, k) => {
    const at = k >> 1;
    return k % 2 === 0 ? x[at % x.length]! : t[Math.floor(at / x.length)]!;
  });
  return { points: new NDArray(points, [u.length, 2]), values: new NDArray(u) };
}

/**
 * The wave `-height · sin(πx)` under Burgers' equation, by trapezoids.
 *
 * @see Hopf, Comm. Pure Appl. Math. 3 (1950) 201, equation 8
 */
function movedWave(x: number, t: number, viscosity: number, height: number): number {
  const [reach, steps] = [8, 400];
  const width = Math.sqrt(4 * viscosity * t);
  const terms = Array.from({ length: 2 * steps + 1 }, (_, i) => {
    const z = (reach * (i - steps)) / steps;
    const from = Math.PI * (x - width * z);
    return { wave: Math.sin(from), exponent: (-height * Math.cos(from)) / (2 * Math.PI * viscosity) - z * z };
  });
  const largest = Math.max(...terms.map(({ exponent }) => exponent));
  let [above, below] = [0, 0];
  for (const { wave, exponent } of terms) {
    above += wave * Math.exp(exponent - largest);
    below += Math.exp(exponent - largest);
  }
  return (-height * above) / below;
}

/** Fifty problems of the family, each at 100 points. */
function knownFamily(): Known {
  const stream = randomStream(7);
  const between = (low: number, high: number) => low + (high - low) * stream.uniform();
  const rows = Array.from({ length: 50 }, () => [between(0.02, 0.1), between(0.2, 1)] as const).flatMap(([nu, a]) =>
    Array.from({ length: 100 }, () => [between(-1, 1), between(0.01, 1), nu, a] as const),
  );
  const points = new NDArray(Float64Array.from(rows.flat()), [rows.length, 4]);
  return { points, values: new NDArray(Float64Array.from(rows, (row) => movedWave(...row))) };
}

const burgers = known("pde-burgers");
const allenCahn = known("pde-allen-cahn");

const forward: Readonly<Record<string, PhysicsInformedOptions>> = {
  burgers: {
    domain,
    residual: "u_t + u*u_x - (0.01/pi)*u_xx",
    exact: "-sin(pi*x) + t*(1 - x^2)*N",
    reference: burgers,
  },
  "allen-cahn": {
    domain,
    residual: "u_t - 0.0001*u_xx + 5*u^3 - 5*u",
    exact: "exp(-10*t)*x^2*cos(pi*x) + (1 - exp(-10*t))*N",
    weight: "exp(-2*t)",
    network: sequential([periodicFeatures({ harmonics: [5] }), tanhLayers({ hidden: [30, 30, 30], outputs: 1 })]),
    reference: allenCahn,
  },
  "burgers-family": {
    domain: box({ x: [-1, 1], t: [0, 1], nu: [0.02, 0.1], a: [0.2, 1] }),
    residual: "u_t + u*u_x - nu*u_xx",
    exact: "-a*sin(pi*x) + t*(1 - x^2)*N",
    reference: knownFamily(),
  },
};

/** Coefficients of Burgers' equation from 2000 points of its solution. */
async function inverse(noise: number, seed: number): Promise<PhysicsInformedModel> {
  const stream = randomStream(100 + seed);
  const rows = stream.permutation(burgers.values.size).subarray(0, 2000);
  const spread = noise * standardDeviation(burgers.values);
  const measured = burgers.values.take(rows).map((value) => value + spread * stream.normal());
  const unknowns = { lambda1: 0, lambda2: { start: 0.01, positive: true } };
  const residual = "u_t + lambda1*u*u_x - lambda2*u_xx";
  const problem = physicsInformed({ domain, residual, unknowns, points: 3000, reference: burgers, seed });
  return problem.fit(burgers.points.take(rows), measured);
}

const cases: Readonly<Record<string, (seed: number) => Promise<PhysicsInformedModel>>> = {
  burgers: (seed) => physicsInformed({ ...forward.burgers!, seed }).fit(),
  "burgers-inverse": (seed) => inverse(0, seed),
  "burgers-inverse-noise": (seed) => inverse(0.01, seed),
  "allen-cahn": (seed) => physicsInformed({ ...forward["allen-cahn"]!, seed }).fit(),
  "burgers-family": (seed) => physicsInformed({ ...forward["burgers-family"]!, seed }).fit(),
};

/** How far a coefficient is from the true one and how far it says it may be, in per cent. */
function report({ unknowns }: PhysicsInformedModel): string {
  const truth: Readonly<Record<string, number>> = { lambda1: 1, lambda2: viscosity };
  return Object.entries(unknowns)
    .map(([name, { value, std }]) => {
      const percent = (part: number) => `${((100 * part) / truth[name]!).toPrecision(2)} %`;
      return `, ${name} off by ${percent(value - truth[name]!)} ± ${percent(std)}`;
    })
    .join("");
}

for (const [id, solve] of Object.entries(cases)) {
  if (options.only && options.only !== id) continue;
  for (let seed = 0; seed < Number(options.seeds); seed++) {
    const [began, start] = [performance.now(), process.cpuUsage()];
    const model = await solve(seed);
    const { user, system } = process.cpuUsage(start);
    const time = `${((performance.now() - began) / 1000).toFixed(0)} s, ${((user + system) / 1e6).toFixed(0)} CPU s`;
    const best = model.history.reduce((least, round) => (round.loss < least.loss ? round : least));
    console.log(`${id}, seed ${seed}: error ${best.error!.toExponential(1)}${report(model)} (${time})`);
  }
}
