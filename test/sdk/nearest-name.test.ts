import { nearestName } from "@mesoscope/sdk";
import { expect, test } from "vitest";

test("the nearest name is found across a typing error and capitals", () => {
  const known = ["species", "island", "body_mass", "flipper_length"];
  expect(nearestName("bodymass", known)).toBe("body_mass");
  expect(nearestName("SPECIES", known)).toBe("species");
  expect(nearestName("fliper_lenght", known)).toBe("flipper_length");
  expect(nearestName("widht", ["width", "weight"])).toBe("width");
  expect(nearestName("ab", ["ba", "xy"])).toBe("ba");
});

test("nothing is suggested where nothing is close", () => {
  expect(nearestName("temperature", ["species", "island"])).toBeUndefined();
  expect(nearestName("x", [])).toBeUndefined();
  expect(nearestName("c", ["a"])).toBeUndefined();
});
