import { type Quantity, quantity } from "@mesoscope/core";
import { expect, test } from "vitest";

/** The lines marked `@ts-expect-error` are checked by the compiler: `tsc -p test/tsconfig.json`. */

const code = (name: string) => expect.objectContaining({ code: name });
const modulus = quantity("210 GPa");
const length = quantity("2 m");
const time = quantity(4, "s");

test("kinds that differ have no sum, order or common unit, already when compiled", () => {
  // @ts-expect-error a pressure and a length
  expect(() => modulus.add(length)).toThrow(code("DIMENSION_MISMATCH"));
  // @ts-expect-error a length and a time
  expect(() => length.subtract(time)).toThrow(code("DIMENSION_MISMATCH"));
  // @ts-expect-error a length and a time
  expect(() => length.compare(time)).toThrow(code("DIMENSION_MISMATCH"));
  // @ts-expect-error mm is a unit of length
  expect(() => modulus.to("mm")).toThrow(code("DIMENSION_MISMATCH"));
  // @ts-expect-error h is a unit of time
  expect(() => length.in("h")).toThrow(code("DIMENSION_MISMATCH"));
  // @ts-expect-error a compound unit of density is no pressure
  expect(() => modulus.add(quantity("7.85 g/cm^3"))).toThrow(code("DIMENSION_MISMATCH"));
});

test("products, quotients and powers have the kinds that follow", () => {
  const speed: Quantity<"speed"> = length.divide(time);
  const area: Quantity<"area"> = length.multiply(length);
  const volume: Quantity<"volume"> = length.power(3);
  const force: Quantity<"force"> = modulus.multiply(area);
  const energy: Quantity<"energy"> = force.multiply(length);
  const doubled: Quantity<"length"> = length.multiply(2).divide(4);
  expect([speed, volume, doubled].map((found) => found.value)).toEqual([0.5, 8, 1]);
  expect(energy.in("GJ")).toBe(1680);
  // @ts-expect-error a speed and an area
  expect(() => speed.add(area)).toThrow(code("DIMENSION_MISMATCH"));
  // @ts-expect-error a quotient of equal kinds is a plain number
  expect(() => length.divide(length).add(length)).toThrow(code("DIMENSION_MISMATCH"));
});

test("compound units are understood", () => {
  const density: Quantity<"density"> = quantity("7.85 g/cm^3");
  const gravity: Quantity<"acceleration"> = quantity(9.81, "m/s²");
  const stress: Quantity<"pressure"> = quantity("250 N/mm^2");
  const conductivity: Quantity<"thermal conductivity"> = quantity("45 W/(m K)");
  const heat: Quantity<"specific heat capacity"> = quantity("0.46 kJ/(kg K)");
  const pressure: Quantity<"pressure"> = density.multiply(gravity).multiply(length);
  expect(pressure.add(stress).in("MPa")).toBeCloseTo(250.154, 3);
  expect([conductivity.value, heat.value]).toEqual([45, 460]);
  // @ts-expect-error a thermal conductivity and a heat capacity
  expect(() => conductivity.add(heat)).toThrow(code("DIMENSION_MISMATCH"));
});

test("what the compiler does not know is left to the run", () => {
  const text: string = "3 mm";
  expect(quantity(text).add(length).in("mm")).toBe(2003);
  expect(length.add(quantity(text)).value).toBe(2.003);
  expect(length.to(text.slice(2)).toString()).toBe("2000 mm");
  const toughness = quantity("12 MPa·√m");
  expect(toughness.in("MPa m^0.5")).toBe(12);
  expect(() => quantity(text).add(time)).toThrow(code("DIMENSION_MISMATCH"));
  /** A chain of quotients is not read by the compiler, which could get it wrong. */
  expect(quantity("2 J/kg/K").to("J/(kg K)").value).toBe(2);
  const list: Quantity[] = [modulus, length, time];
  expect(list.map((found) => found.unit.symbol)).toEqual(["GPa", "m", "s"]);
});
