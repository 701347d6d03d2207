import { displaySymbol, type Host, type MimeBundle } from "@mesoscope/sdk";
import { mlp } from "@mesoscope/surrogate";
import plugin from "@mesoscope/surrogate/plugin";
import { expect, test } from "vitest";

test("a saved network shows as the network that it is", async () => {
  const shows: [(value: unknown) => boolean, (value: never) => MimeBundle | Promise<MimeBundle>][] = [];
  const show = (match: (value: unknown) => boolean, render: (value: never) => MimeBundle) =>
    shows.push([match, render]);
  await plugin.setup({ show } as unknown as Host);
  const [[match, render]] = shows;
  const model = await mlp({ hidden: [4], epochs: 2 }).fit([0, 1, 2, 3], [0, 1, 0, 2]);
  const saved = JSON.parse(JSON.stringify(model));
  expect([match(saved), match({ type: "other" }), match(null)]).toEqual([true, false, false]);
  expect(await render(saved as never)).toEqual(await model[displaySymbol]());
});
