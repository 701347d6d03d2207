import { type NDArray, type Quantities, quantities, quantity } from "@mesoscope/core";
import { displaySymbol } from "@mesoscope/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";

const code = (name: string) => expect.objectContaining({ code: name });
const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 5 });

describe("quantities", () => {
  test("are what quantity is, entry by entry", () => {
    const units = fc.constantFrom("m", "mm", "degC", "GPa", "kg/m^3", "%", "");
    const factor = fc.double({ min: 0.5, max: 9, noNaN: true });
    fc.assert(
      fc.property(numbers, units, factor, (given, unit, other) => {
        const many = quantities(given, unit) as Quantities;
        const same = (found: Quantities, one: (i: number) => ReturnType<typeof quantity>) =>
          given.forEach((_, i) => {
            expect(found.get(i).value).toBe(one(i).value);
            expect(String(found.get(i))).toBe(String(one(i)));
          });
        const single = (i: number) => quantity(given[i]!, unit);
        const step = quantity(other, unit === "degC" ? "K" : unit);
        const area = quantity(other, "cm^2");
        same(many, single);
        same(many.add(step), (i) => single(i).add(step));
        same(many.subtract(many), (i) => single(i).subtract(single(i)));
        same(many.multiply(other), (i) => single(i).multiply(other));
        same(many.divide(other), (i) => single(i).divide(other));
        same(many.multiply(area), (i) => single(i).multiply(area));
        same(many.divide(area), (i) => single(i).divide(area));
        same(many.multiply(many), (i) => single(i).multiply(single(i)));
        same(many.power(2), (i) => single(i).power(2));
        expect(many.in(unit)).toBeClose(given, { relative: 1e-12, absolute: 1e-9 });
      }),
    );
  });

  test("convert, and take arrays of any shape", () => {
    const strain = quantities([[0.1, 0.2], [0.3, 0.4]], "%"); // biome-ignore format: one matrix
    const stress = strain.multiply(quantity("200 GPa"));
    expect(stress.in("MPa").toArray()).toEqual([[200, 400], [600, 800]]); // biome-ignore format: one matrix
    expect(stress.to("GPa").get(1, 1).toString()).toBe("0.8 GPa");
    expect(quantities([0, 100], "degC").to("degF").in("degF")).toBeClose([32, 212]);
    expect(stress.add(stress.get(0, 0)).values.shape).toEqual([2, 2]);
    expect(stress.dimension).toEqual(quantity("1 Pa").dimension);
  });

  test("have kinds that TypeScript checks", () => {
    const length = quantities([1, 2], "mm");
    const time = quantities([1, 2], "s");
    const speed: Quantities<"speed"> = length.divide(time);
    const inSI: NDArray = speed.in("m/s");
    expect(inSI.data).toEqual(Float64Array.of(0.001, 0.001));
    // @ts-expect-error a length and a time
    expect(() => length.add(time)).toThrow(
      "quantities.add: Quantities [2] in mm and Quantities [2] in s differ in dimension (length, time). Check the formula or the units.",
    );
    // @ts-expect-error a length and one time
    expect(() => length.subtract(quantity("1 s"))).toThrow(code("DIMENSION_MISMATCH"));
    // @ts-expect-error MPa is a unit of pressure
    expect(() => length.in("MPa")).toThrow(/^quantities\.in: Quantities \[2\] in mm and MPa differ/);
    // @ts-expect-error MPa is a unit of pressure
    expect(() => length.to("MPa")).toThrow(code("DIMENSION_MISMATCH"));
  });

  test("name what is wrong", () => {
    expect(() => quantities([1], "MPx")).toThrow(code("UNKNOWN_UNIT"));
    expect(() => quantities([1, 2], "m").add(quantities([1, 2, 3], "m"))).toThrow(code("SHAPE_MISMATCH"));
    expect(() => quantities([1, 2], "m").get(2)).toThrow(code("INDEX_OUT_OF_RANGE"));
    expect(() => quantities([20], "degC").add(quantity("20 degC"))).toThrow(code("OFFSET_UNIT"));
    expect(() => Number(quantities([1], "m"))).toThrow(code("NOT_A_NUMBER"));
  });

  test("show themselves and go through JSON", () => {
    const loads = quantities([1.5, -2], "kN");
    expect(String(loads)).toBe("Quantities [2] in kN\n[ 1.5, -2.0]");
    expect(loads[displaySymbol]()["text/html"]).toContain("<p>Quantities [2] in kN</p>");
    const { values, unit } = JSON.parse(JSON.stringify(loads));
    expect(quantities(values, unit).values.data).toEqual(loads.values.data);
  });
});
