import plugin from "@mesoscope/core/plugin";
import type { Host, MimeBundle } from "@mesoscope/sdk";
import { expect, test } from "vitest";

type Show = [match: (value: unknown) => boolean, render: (value: unknown) => MimeBundle];

function setUp() {
  const shows: Show[] = [];
  const commands = new Map<string, (line: string) => unknown>();
  const host = {
    show: (...show: Show) => shows.push(show),
    command: (magic: string, _title: string, run: (line: string) => unknown) => commands.set(magic, run),
  };
  void plugin.setup(host as unknown as Host);
  return { shows, commands };
}

test("typed arrays show themselves", () => {
  const [match, render] = setUp().shows[0]!;
  expect(match(Float32Array.of(1))).toBe(true);
  expect(match(new DataView(new ArrayBuffer(8)))).toBe(false);
  expect(match([1])).toBe(false);
  expect(render(BigInt64Array.of(1n, 2n))["text/plain"]).toBe("BigInt64Array [2]\n[1, 2]");
  expect(render(new Float32Array(1e6))["text/html"]).toContain("Float32Array [1000000]");
});

test("%units converts", () => {
  const units = setUp().commands.get("units")!;
  expect(String(units("210 GPa to psi"))).toBe("30457924.9233 psi");
  expect(String(units(" 1 in in mm "))).toBe("25.4 mm");
  expect(() => units("210 GPa")).toThrow(/Write it like: %units 210 GPa to psi/);
});
