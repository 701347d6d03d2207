import { describe, expect, test } from "vitest";
import { cfTimes } from "../../../plugins/fusion/dist/formats/cf-time.js";
import expected from "../../reference/fusion/gridded-files.json" with { type: "json" };

const cases = Object.entries(expected.calendar).map(([key, dates]) => {
  const [, units, calendar] = /^(.*) \((\w+)\)$/.exec(key)!;
  return [units!, calendar!, dates] as const;
});

describe("cfTimes", () => {
  test.each(cases)("%s (%s) as netCDF4 reads it", (units, calendar, dates) => {
    const found = cfTimes(Float64Array.of(0, 1.5, 730_000), units, calendar)!;
    dates.forEach((date, i) => {
      // The reference writes dates before 1582 in the calendar of Julius Caesar.
      if (calendar !== "proleptic_gregorian" && date < "1582") return;
      expect(found[i]!.toISOString()).toBe(
        `${date.replace(" ", "T").replace(/(\.\d{3})\d*$|$/, (_, ms) => ms ?? ".000")}Z`,
      );
    });
  });

  test("minds the zone, and leaves what is missing", () => {
    const found = cfTimes(Float64Array.of(1, Number.NaN), "seconds since 1992-10-8 15:15:42.5 -6:00")!;
    expect([found[0]!.toISOString(), found[1]]).toEqual(["1992-10-08T21:15:43.500Z", null]);
  });

  test.each([
    ["K", undefined],
    ["days since yesterday", undefined],
    ["months since 2000-01-01", undefined],
    ["days since 2000-01-01", "noleap"],
    ["days since 2000-01-01", "360_day"],
  ])("%s in the calendar %s stays a number", (units, calendar) => {
    expect(cfTimes(Float64Array.of(1), units, calendar)).toBeUndefined();
  });
});
