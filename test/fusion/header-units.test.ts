import { splitHeading } from "@mesoscope/fusion";
import { describe, expect, test } from "vitest";

describe("splitHeading", () => {
  test.each([
    ["max_stress_MPa", "max_stress", "MPa"],
    ["body_mass_g", "body_mass", "g"],
    ["length [mm]", "length", "mm"],
    ["stress (MPa)", "stress", "MPa"],
    ["toughness (MPa m^0.5)", "toughness", "MPa m^0.5"],
    ["tasmax_C", "tasmax", "degC"],
    ["rsds_W_m2", "rsds", "W/m^2"],
    ["sfcWind_m_s", "sfcWind", "m/s"],
    ["pr_mm_day", "pr", "mm/day"],
  ])("%s is %s in %s", (head, name, unit) => expect(splitHeading(head)).toEqual({ name, unit }));

  test.each(["group_a", "species", "hurs_fraction", "stress_ratio", "value (raw)", "x (1)", "_mm", "m"])(
    "%s has no unit",
    (head) => expect(splitHeading(head)).toEqual({ name: head }),
  );
});
