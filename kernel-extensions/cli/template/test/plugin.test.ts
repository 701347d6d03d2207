import plugin from "@mesoscope/NAME/plugin";
import { expect, test } from "vitest";

type Host = Parameters<typeof plugin.setup>[0];

test("the magic answers a width and refuses anything else", async () => {
  const commands = new Map<string, (line: string) => unknown>();
  const host = { command: (magic: string, _title: string, run: (line: string) => unknown) => commands.set(magic, run) };
  await plugin.setup(host as unknown as Host);

  const command = commands.get("NAME")!;
  expect(command("68e-9")).toMatchObject({ data: Float64Array.of(1) });
  expect(() => command("wide")).toThrow(/is not a width/);
});
