import { parseUnit, type Quantity, quantity } from "@mesoscope/core";
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

/** Accepts lists of quantities only under the name of the kind that the compiler finds. */
function byKind<K extends string>(lists: { readonly [P in K]: readonly Quantity<P>[] }) {
  return lists;
}

test("the compiler's kinds are those that the run finds", () => {
  const found = byKind({
    length: [quantity("1 µm"), quantity("1 km"), quantity("1 in"), quantity("1 ft"), quantity("1 Å")],
    mass: [quantity("1 kg"), quantity("1 mg"), quantity("1 lbm")],
    time: [quantity("1 ms"), quantity("1 min"), quantity("1 h"), quantity("1 d")],
    temperature: [quantity("1 K"), quantity("1 °C"), quantity("1 degF")],
    current: [quantity("1 mA")],
    amount: [quantity("1 kmol")],
    area: [quantity("1 mm^2"), quantity("1 m²")],
    volume: [quantity("1 mm³"), quantity("1 L"), quantity("1 mL")],
    frequency: [quantity("1 MHz"), quantity("1 rpm"), quantity("1 1/s")],
    speed: [quantity("1 km/h")],
    acceleration: [quantity("1 mm/s^2")],
    density: [quantity("1 kg/m^3"), quantity("1 g/mL")],
    force: [quantity("1 kN"), quantity("1 kip"), quantity("1 lbf"), quantity("1 kg m/s^2")],
    pressure: [quantity("1 GPa"), quantity("1 ksi"), quantity("1 bar"), quantity("1 atm"), quantity("1 N/mm²")],
    energy: [quantity("1 kJ"), quantity("1 eV"), quantity("1 kWh"), quantity("1 cal"), quantity("1 N m")],
    power: [quantity("1 kW"), quantity("1 hp"), quantity("1 J/s")],
    viscosity: [quantity("1 mPa s"), quantity("1 Pa*s")],
    charge: [quantity("1 A s")],
    voltage: [quantity("1 mV")],
    resistance: [quantity("1 kΩ"), quantity("1 ohm"), quantity("1 V/A")],
    "thermal conductivity": [quantity("1 W/(m K)")],
    "specific heat capacity": [quantity("1 J/(kg K)")],
    "thermal expansion": [quantity("1 1/K")],
    "plain number": [quantity("1 %"), quantity("1 rad"), quantity("1 deg"), quantity("1 mm/m")],
  });
  const units: Record<keyof typeof found, string> = {
    length: "m",
    mass: "kg",
    time: "s",
    temperature: "K",
    current: "A",
    amount: "mol",
    area: "m^2",
    volume: "m^3",
    frequency: "Hz",
    speed: "m/s",
    acceleration: "m/s^2",
    density: "kg/m^3",
    force: "N",
    pressure: "Pa",
    energy: "J",
    power: "W",
    viscosity: "Pa s",
    charge: "C",
    voltage: "V",
    resistance: "ohm",
    "thermal conductivity": "W/(m K)",
    "specific heat capacity": "J/(kg K)",
    "thermal expansion": "1/K",
    "plain number": "",
  };
  for (const [kind, list] of Object.entries(found)) {
    const expected = parseUnit(units[kind as keyof typeof found]).dimension;
    for (const one of list) expect(one.dimension, String(one)).toEqual(expected);
  }
  // @ts-expect-error a pressure is not listed under lengths
  byKind({ length: [quantity("1 MPa")] });
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
