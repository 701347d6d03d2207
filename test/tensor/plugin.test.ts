import type { Displayable, Host } from "@mesoscope/sdk";
import { displaySymbol } from "@mesoscope/sdk";
import { device } from "@mesoscope/tensor";
import plugin from "@mesoscope/tensor/plugin";
import { expect, test } from "vitest";

test("%device shows the devices, and chooses one", async () => {
  const commands = new Map<string, (line: string) => unknown>();
  const command = (magic: string, _title: string, run: (line: string) => unknown) => commands.set(magic, run);
  await plugin.setup({ command } as unknown as Host);
  const run = commands.get("device")!;
  const shown = await ((await run("")) as Displayable)[displaySymbol]();
  for (const name of ["onnxruntime cpu", "tfjs wasm", "reference"]) expect(shown["text/plain"]).toContain(name);
  expect(await run(" reference ")).toMatchObject({ name: "reference", why: "it was asked for" });
  expect((await device("automatic")).why).toBe("it is the first that is there");
  await expect(run("onnxruntime cpuu")).rejects.toThrow('Did you mean "onnxruntime cpu"?');
});
