import { array, mean, type NDArray, randomStream, variance } from "@mesoscope/core";
import {
  type AugmentationStep,
  augment,
  colouredNoise,
  crop,
  dataset,
  drift,
  type FieldSample,
  mixup,
  multiplicativeNoise,
  perturbTable,
  reflection,
  replay,
  rotation,
  saltAndPepperNoise,
  shotNoise,
  translation,
  whiteNoise,
} from "@mesoscope/fusion";
import { displaySymbol } from "@mesoscope/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const expected = reference("fusion/augmentation.json");
const turn = (angle: number, more = {}) => rotation({ angles: [angle, angle], ...more });
const exactly = { absolute: 1e-12 };

const sample = (seed: number, rows = 5, columns = 7): FieldSample & { field: NDArray } => {
  const stream = randomStream(seed);
  return {
    field: stream.uniforms([rows, columns]),
    mask: stream.uniforms([rows, columns]).map((u) => Math.floor(3 * u)),
    vectors: stream.normals([rows, columns, 2]),
    tensors: stream.normals([rows, columns, 2, 2]),
    orientations: { fibre: 0.3 },
    labels: { stiffness: 7 },
  };
};

const steps: Record<string, AugmentationStep> = {
  rotation: rotation({ beyond: "symmetric" }),
  quarters: rotation({ quarters: true }),
  reflection: reflection(),
  translation: translation({ rows: [-2, 2], columns: [-3, 3], beyond: "periodic" }),
  crop: crop({ shape: [3, 4] }),
  whiteNoise: whiteNoise({ standardDeviation: 0.1 }),
  multiplicativeNoise: multiplicativeNoise({ standardDeviation: 0.1 }),
  shotNoise: shotNoise({ counts: 50 }),
  saltAndPepperNoise: saltAndPepperNoise({ share: 0.2, low: 0, high: 1 }),
  colouredNoise: colouredNoise({ standardDeviation: 0.1, exponent: 1 }),
  drift: drift({ standardDeviation: 0.1 }),
};

describe.each(Object.entries(steps))("%s", (_, step) => {
  test("is the same for the same seed, another for others, and again from its log", () => {
    const given = sample(1, 6, 6);
    const before = given.field.data.slice();
    const made = [...Array(8).keys()].map((seed) => augment(given, [step, step], { seed }));
    expect(augment(given, [step, step], { seed: 0 })).toEqual(made[0]);
    expect(new Set(made.map(({ log }) => JSON.stringify(log))).size).toBeGreaterThan(1);
    for (const { sample: result, log } of made) expect(replay(given, JSON.parse(JSON.stringify(log)))).toEqual(result);
    expect(given.field.data).toEqual(before);
    expect(made[0].sample.labels).toEqual({ stiffness: 7 });
    expect(made[0][displaySymbol]()["text/html"]).toContain("<th");
  });
});

describe("turning a field", () => {
  test("by quarters is exact, and as NumPy does", () => {
    expected.quarters.forEach((theirs: number[][], k: number) => {
      const ours = augment({ field: expected.field }, [turn((k * Math.PI) / 2)]).sample.field;
      expect(ours).toBeClose(theirs, { absolute: 0 });
    });
  });

  test("by any angle, and moving it, is as SciPy does", () => {
    const ours = augment({ field: expected.field }, [turn(expected.angle, { beyond: -5 })]).sample.field;
    expect(ours).toBeClose(expected.bilinear, exactly);
    const moved = translation({ rows: [1.25, 1.25], columns: [-2.5, -2.5], beyond: "periodic" });
    expect(augment({ field: expected.field }, [moved]).sample.field).toBeClose(expected.shifted, exactly);
  });

  test("turns vectors, tensors and orientations with it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 3 }), (seed, k) => {
        const given = sample(seed);
        const around = Array(4).fill(turn((k * Math.PI) / 2));
        const back = augment(given, around).sample;
        expect(back.field).toBeClose(given.field, { absolute: 0 });
        expect(back.mask!).toBeClose(given.mask!, { absolute: 0 });
        expect(back.vectors!).toBeClose(given.vectors!, exactly);
        expect(back.tensors!).toBeClose(given.tensors!, exactly);
        expect(back.orientations!.fibre).toBeClose(0.3, exactly);
      }),
      { numRuns: 20 },
    );
    const straight = {
      field: [[1]],
      vectors: [[[1, 0]]],
      tensors: [
        [
          [
            [2, 1],
            [0, 3],
          ],
        ],
      ],
      orientations: { fibre: 0.1 },
    };
    const turned = augment(straight, [turn(0.5)]).sample;
    expect(turned.vectors!).toBeClose([[[Math.cos(0.5), Math.sin(0.5)]]], exactly);
    expect(turned.orientations!.fibre).toBeClose(0.6, exactly);
    const [xx, xy, yx, yy] = turned.tensors!.data;
    expect(xx + yy).toBeClose(5, exactly);
    expect(xx * yy - xy * yx).toBeClose(6, exactly);
    expect(xy - yx).toBeClose(1, exactly);
  });

  test("commutes with the gradient of a linear field", () => {
    const [gx, gy] = [0.7, -0.2];
    const field = array([...Array(9).keys()].map((i) => [...Array(9).keys()].map((j) => gx * j + gy * i)));
    const vectors = array([...Array(9).keys()].map(() => [...Array(9).keys()].map(() => [gx, gy])));
    const { sample: result } = augment({ field, vectors }, [turn(1.1)]);
    const at = (i: number, j: number) => result.field.get(i, j);
    expect([(at(4, 5) - at(4, 3)) / 2, (at(5, 4) - at(3, 4)) / 2]).toBeClose(
      result.vectors!.data.slice(80, 82),
      exactly,
    );
  });

  test("never makes classes that were not there, and NaN is what it does not know", () => {
    const given = sample(3);
    const { sample: result } = augment(given, [turn(0.7)]);
    expect(new Set([...result.mask!.data, Number.NaN])).toEqual(new Set([0, 1, 2, Number.NaN]));
    expect(result.field.data.some(Number.isNaN)).toBe(true);
  });

  test("mirrored twice is as before; once turns vectors and angles", () => {
    const mirrorX = { step: "reflection", parameters: { axis: "x" } };
    const given = sample(4);
    const once = replay(given, [mirrorX]);
    expect(once.field.get(0, 0)).toBe(given.field.get(0, 6));
    expect(once.orientations!.fibre).toBeClose(Math.PI - 0.3, exactly);
    expect(once.vectors!.get(1, 2, 0)).toBe(-(given.vectors as NDArray).get(1, 4, 0));
    expect(replay(once, [mirrorX]).tensors!).toEqual(given.tensors);
  });
});

describe("noise", () => {
  const level = (value: number, n = 4000) => ({ field: new Float64Array(n).fill(value) });
  const made = (step: AugmentationStep, value: number) => augment(level(value), [step], { seed: 5 }).sample.field;

  test("has the mean and the spread it states", () => {
    const white = made(whiteNoise({ standardDeviation: 0.5 }), 3);
    expect(mean(white)).toBeClose(3, { absolute: 0.03 });
    expect(variance(white)).toBeClose(0.25, { relative: 0.08 });
    expect(variance(made(multiplicativeNoise({ standardDeviation: 0.1 }), 20))).toBeClose(4, { relative: 0.08 });
    const pepper = made(saltAndPepperNoise({ share: 0.2, low: -1, high: 9 }), 4).data;
    expect(pepper.filter((x) => x === -1).length / 4000).toBeClose(0.1, { absolute: 0.02 });
    expect(pepper.filter((x) => x === 9).length / 4000).toBeClose(0.1, { absolute: 0.02 });
  });

  test.each([0.02, 0.5, 3, 40, 1e4])("shot noise counts as Poisson does, %s", (value) => {
    const counts = made(shotNoise({ counts: 10 }), value).data.map((x) => Math.round(x * 10));
    const spread = Math.sqrt((10 * value) / 4000);
    expect(mean(counts)).toBeClose(10 * value, { absolute: 4 * spread });
    expect(variance(counts)).toBeClose(10 * value, { relative: 0.15 });
    if (value === 3) {
      const share = (k: number) => counts.filter((count) => count === k).length / 4000;
      const density = (k: number) =>
        Math.exp(k * Math.log(30) - 30 - [...Array(k).keys()].reduce((a, i) => a + Math.log(i + 1), 0));
      for (const k of [22, 27, 30, 33, 38]) expect(share(k)).toBeClose(density(k), { absolute: 0.02 });
    }
  });

  test("of exponent 0 is white, of 2 a random walk, and its spectrum falls as stated", () => {
    const white = made(colouredNoise({ standardDeviation: 1, exponent: 0 }), 0).data;
    const walk = made(colouredNoise({ standardDeviation: 1, exponent: 2 }), 0).data;
    expect(walk.map((x, i) => x - (walk[i - 1] ?? 0))).toBeClose(white, { absolute: 1e-9 });
    expect(made(drift({ standardDeviation: 1 }), 0).data).toEqual(walk);
    const pink = made(colouredNoise({ standardDeviation: 1, exponent: 1 }), 0).data;
    expect(spectralSlope(pink)).toBeClose(-1, { absolute: 0.15 });
  });
});

test("mixup keeps what is linear, and its shares are of the beta distribution", () => {
  const X = randomStream(1).normals([40, 3]);
  const y = X.map((value) => 2 * value);
  for (const alpha of [0.2, 1, 5]) {
    const mixed = mixup(X, y, { count: 3000, alpha, seed: 4 });
    expect(mixed.y).toBeClose(
      mixed.X.map((value) => 2 * value),
      { relative: 1e-12 },
    );
    const shares = mixed.log.map(({ share }) => share);
    expect(mean(shares)).toBeClose(0.5, { absolute: 0.03 });
    expect(variance(shares)).toBeClose(1 / (4 * (2 * alpha + 1)), { relative: 0.06 });
    const { first, second, share } = mixed.log[7];
    expect(mixed.X.get(7, 1)).toBeClose(share * X.get(first, 1) + (1 - share) * X.get(second, 1));
  }
  expect(mixup([[1], [2]], [1, 2], { seed: 9 })).toEqual(mixup([[1], [2]], [1, 2], { seed: 9 }));
});

describe("perturbTable", () => {
  const beams = dataset(
    { width: [10, 20], load: [1, 2], temperature: [20, 30], site: ["x", "y"] },
    { units: { width: "mm", load: "kN", temperature: "degC" } },
  );
  const tolerances = { width: "100 um", load: "5 %", temperature: "2 K" };

  test("stays within the tolerance, in the units of the table, and can be made again from its log", () => {
    for (const distribution of ["uniform", "normal"] as const) {
      const { table, log } = perturbTable(beams, { tolerances, copies: 200, seed: 3, distribution });
      expect(table.units).toEqual(beams.units);
      expect(table.columns).toEqual(beams.columns);
      expect(table.values("site").slice(199, 201)).toEqual(["x", "y"]);
      const within = (name: string, centre: number, reach: number) => {
        const off = [...table.values(name)].slice(200).map((value) => ((value as number) - centre) / reach);
        expect(Math.max(...off.map(Math.abs))).toBeLessThanOrEqual(1 + 1e-9);
        expect(Math.max(...off)).toBeGreaterThan(0.6);
        expect(Math.min(...off)).toBeLessThan(-0.6);
      };
      within("width", 20, 0.1);
      within("load", 2, 0.1);
      within("temperature", 30, 2);
      expect(perturbTable(beams, log).table.column("load")).toEqual(table.column("load"));
    }
  });

  test.each<[string, Record<string, string>, string, RegExp]>([
    ["an amount of another dimension", { width: "1 kN" }, "DIMENSION_MISMATCH", /kN/],
    ["a place on a scale", { temperature: "2 degC" }, "OFFSET_UNIT", /such as "2 K"/],
    ["a column that is not there", { widht: "1 mm" }, "UNKNOWN_COLUMN", /widht/],
    ["an amount below 0", { width: "-1 mm" }, "BAD_OPTION", /-1 mm/],
    ["texts", { site: "1" }, "NOT_NUMERIC", /site/],
  ])("refuses %s", (_, wrong, code, message) => {
    expect(() => perturbTable(beams, { tolerances: wrong })).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });
});

test.each<[string, () => unknown, string, RegExp]>([
  ["a step that is none", () => augment({ field: [1] }, [{} as never]), "BAD_OPTION", /is no step/],
  ["a log that is none", () => replay({ field: [1] }, undefined as never), "BAD_OPTION", /undefined is no step/],
  ["a table that is none", () => perturbTable([1] as never, { tolerances: {} }), "BAD_VALUE", /is no table/],
  ["no tolerances", () => perturbTable(dataset({ a: [1] }), {} as never), "BAD_OPTION", /no tolerances/],
  [
    "a log with an unknown step",
    () => replay({ field: [1] }, [{ step: "melt", parameters: {} }]),
    "BAD_OPTION",
    /melt/,
  ],
  ["a series to turn", () => augment({ field: [1, 2] }, [rotation()]), "SHAPE_MISMATCH", /rows and columns are needed/],
  ["vectors of another shape", () => augment({ field: [[1]], vectors: [[1, 2]] }, []), "SHAPE_MISMATCH", /\[1, 1, 2\]/],
  ["too large a part", () => augment({ field: [[1]] }, [crop({ shape: [2, 1] })]), "SHAPE_MISMATCH", /does not fit/],
  ["counts below 0", () => augment({ field: [-1] }, [shotNoise({ counts: 1 })]), "OUT_OF_DOMAIN", /holds -1/],
  ["an unknown part", () => augment({ field: [1], image: [1] } as never, []), "BAD_OPTION", /image/],
  ["angles upside down", () => rotation({ angles: [1, 0] }), "BAD_OPTION", /angles is 1,0/],
  ["a share of two", () => saltAndPepperNoise({ share: 2, low: 0, high: 1 }), "BAD_OPTION", /share is 2/],
  ["targets of another length", () => mixup([[1], [2]], [1]), "SHAPE_MISMATCH", /y has 1 entries but X has 2/],
])("%s is refused", (_, call, code, message) => {
  expect(call).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
});

/** The slope of log power over log frequency, by least squares over octaves of the periodogram. */
function spectralSlope(data: Float64Array): number {
  const octaves = [8, 16, 32, 64, 128].map((low) => {
    let power = 0;
    for (let k = low; k < 2 * low; k++) {
      let [real, imaginary] = [0, 0];
      for (let i = 0; i < data.length; i++) {
        real += data[i] * Math.cos((2 * Math.PI * k * i) / data.length);
        imaginary += data[i] * Math.sin((2 * Math.PI * k * i) / data.length);
      }
      power += (real * real + imaginary * imaginary) / low;
    }
    return { x: Math.log(1.5 * low), y: Math.log(power) };
  });
  const [mx, my] = [mean(octaves.map(({ x }) => x)), mean(octaves.map(({ y }) => y))];
  const product = octaves.reduce((total, { x, y }) => total + (x - mx) * (y - my), 0);
  return product / octaves.reduce((total, { x }) => total + (x - mx) ** 2, 0);
}
