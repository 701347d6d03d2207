import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { found } from "./found.ts";
import { energy, idle, kinetic, mass, pointsOf, speed } from "./kinetic.ts";

beforeEach(() => void vi.spyOn(console, "warn").mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

describe("Discovery", () => {
  test("says once that rows lie outside the data, and which", () => {
    const fresh = found([mass, speed, idle], energy, kinetic);
    fresh.predict(pointsOf(3, 3));
    expect(console.warn).not.toHaveBeenCalled();
    fresh.predict(pointsOf(3, 9));
    fresh.predict(pointsOf(3, 9));
    expect(console.warn).toHaveBeenCalledTimes(1);
    expect(vi.mocked(console.warn).mock.calls[0]![0]).toMatch(/1 of 1 rows lie outside the data.* where v leaves/);
    expect(fresh.extrapolates([...pointsOf(3, 3), ...pointsOf(3, 9), ...pointsOf(0.5, 3)]).data).toEqual(
      Float64Array.from([0, 1, 1]),
    );
  });
});
