import { gaussianProcess } from "@mesoscope/gp";
import plugin from "@mesoscope/gp/plugin";
import { type Displayable, displaySymbol, type Host, type MimeBundle } from "@mesoscope/sdk";
import { expect, test } from "vitest";

test("the plugin lists the kernels and shows saved models", async () => {
  const commands = new Map<string, (line: string) => unknown>();
  const shows: [(value: unknown) => boolean, (value: never) => MimeBundle | Promise<MimeBundle>][] = [];
  const host = {
    command: (magic: string, _title: string, run: (line: string) => unknown) => commands.set(magic, run),
    show: (match: (value: unknown) => boolean, render: (value: never) => MimeBundle) => shows.push([match, render]),
  };
  await plugin.setup(host as unknown as Host);

  const listed = await (commands.get("gp")!("") as Displayable)[displaySymbol]();
  for (const name of ["RBF", "Matérn 5/2", "periodic", "(1 + √5 r + 5r²/3) exp(−√5 r)"]) {
    expect(listed["text/plain"]).toContain(name);
  }
  const model = await gaussianProcess().fit([0, 1, 2, 3], [0, 1, 0, 2]);
  const saved = JSON.parse(JSON.stringify(model));
  const [[match, render]] = shows;
  expect([match(saved), match({ type: "other" }), match(null)]).toEqual([true, false, false]);
  expect(await render(saved as never)).toEqual(await model[displaySymbol]());
});
