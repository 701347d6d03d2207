import { ValueError } from "@mesoscope/sdk";
import { ask } from "../context/ask.node.js";
import { display } from "../context/display.node.js";
import { Sentence } from "../display/sentence.js";
import { Table } from "../display/table.js";
import { callUser } from "../guard/boundary.node.js";
import { currentRun } from "../run.node.js";
import { addMagic, allMagics, findMagic, type Magic } from "./registry.node.js";
import { timeStart, timeStop } from "./time.node.js";
import { who } from "./who.node.js";

/** The kernel's own; those that few notebooks use are loaded when they are. */
const own: readonly Magic[] = [
  { name: "help", title: "What there is besides TypeScript: this table", run: help },
  {
    name: "npm",
    title: "%npm install NAME… adds packages to the notebook's project",
    run: async (argument) => (await import("./npm.node.js")).npm(argument),
  },
  {
    name: "plugin",
    title: "%plugin list | load NAME… | unload NAME…",
    run: async (argument) => (await import("./plugin.node.js")).plugin(argument),
  },
  {
    name: "graph",
    title: "Which cell gives what to which, and which are out of date",
    run: async () => (await import("./graph.node.js")).graph(),
  },
  { name: "rerun", title: "%rerun stale runs the cells that are out of date, in order", run: rerun },
  {
    name: "time",
    title: "%time CODE runs code and tells how long it took",
    run: () => new Sentence("Give the code: %time await work()"),
  },
  { name: "types", title: "%types warn | strict | off says what happens when types do not fit", run: types },
  { name: "who", title: "Names, types and values of the notebook's variables", run: who },
];

/** Makes the kernel's own magics known, and gives the functions that compiled cells call. */
export function installMagics(): Record<string, unknown> {
  for (const magic of own) addMagic(magic);
  return { __magic: runMagic, __timeStart: timeStart, __timeStop: timeStop };
}

async function runMagic(name: string, argument: string): Promise<void> {
  const magic = findMagic(name);
  const ended = callUser(magic.run, magic, argument);
  if (ended.kind === "error") throw ended.error;
  const value = ended.kind === "value" ? await ended.value : undefined;
  if (value !== undefined) await display(value);
}

/** `%help` shows all there is; `%help NAME` explains one magic in the front end's pager. */
function help(argument: string): Table | undefined {
  const name = argument.trim().replace(/^%/, "");
  if (name === "") return overview();
  const { title, owner } = findMagic(name);
  const text = [`%${name}`, title, owner && `from the plugin ${owner}`].filter(Boolean).join("\n");
  currentRun()?.payload.push({ source: "page", data: { "text/plain": text }, start: 0 });
  return undefined;
}

function overview(): Table {
  const rows = allMagics().map(({ name, title, owner }) => [`%${name}`, owner ? `${title} (${owner})` : title]);
  const globals = [
    ["display(value)", "Shows a value here, now; its handle's update(value) shows another in its place"],
    ["clearOutput()", "Removes what the cell has shown"],
    ["await input(question)", "Asks for a line of text"],
    ["await tick(i, n)", "Draws the progress of a long loop and lets Stop in"],
  ];
  return new Table([{ title: "in a cell" }, { title: "does" }], [...rows, ...globals]);
}

function rerun(argument: string): Promise<Sentence> {
  if (argument.trim() !== "stale")
    throw new ValueError("BAD_MAGIC", `%rerun ${argument} is not known. Use %rerun stale.`);
  return ask<string>({ kind: "rerun" }).then((text) => new Sentence(text));
}

function types(argument: string): Promise<Sentence> {
  return ask<string>({ kind: "types", argument: argument.trim() }).then((text) => new Sentence(text));
}
