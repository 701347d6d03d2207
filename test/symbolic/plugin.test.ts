import { displaySymbol, type Host, type MimeBundle } from "@mesoscope/sdk";
import plugin from "@mesoscope/symbolic/plugin";
import { expect, test } from "vitest";
import { found } from "./result/found.ts";

test("the plugin shows saved discoveries", async () => {
  const shows: [(value: unknown) => boolean, (value: never) => MimeBundle | Promise<MimeBundle>][] = [];
  const show = (match: (value: unknown) => boolean, render: (value: never) => MimeBundle) =>
    shows.push([match, render]);
  await plugin.setup({ show } as unknown as Host);

  const x = Float64Array.from([1, 2, 3, 4, 5, 6]);
  const law = found(
    [x],
    x.map((value) => value ** 2),
    { names: ["x"], formulas: ["2", "2 * x^2"] },
  );
  const saved = JSON.parse(JSON.stringify(law));
  const [[match, render]] = shows as [(typeof shows)[number]];
  expect([match(saved), match({ type: "other" }), match(null)]).toEqual([true, false, false]);
  expect(await render(saved as never)).toEqual(await law[displaySymbol]());
});
