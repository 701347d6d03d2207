"use strict";
const { Sentence } = require("./sentence.cjs");

/** What `mesoscope` can do: one line for the overview, and how to write it. */
const commands = {
  lab: {
    summary: "start JupyterLab with the kernel TypeScript (Mesoscope)",
    help: `mesoscope lab [FOLDER] [--port N] [--no-browser] [--check]

  FOLDER         where JupyterLab opens; without it the checkout, at the index of its notebooks
  --port N       listen on this port; without it 8888 or the next one that is free
  --no-browser   print the address and open nothing
  --check        start, run a cell, stop, and say what was found`,
  },
  run: {
    summary: "run a notebook without Python and without a server",
    help: `mesoscope run NOTEBOOK [--out FILE] [--set NAME=VALUE]… [--timeout SECONDS] [--device NAME]

  --out FILE         save the notebook with its outputs there; NOTEBOOK itself is a good choice too
                     (without it the text outputs are printed and nothing is saved)
  --set NAME=VALUE   give a value to a name of the cell tagged "parameters"; VALUE is JSON, else text
  --timeout SECONDS  the longest that one cell may take
  --device NAME      where tensors are computed, such as "onnxruntime webgpu"`,
  },
  discover: {
    summary: "find a formula for a column of a table",
    help: `mesoscope discover TABLE --target COLUMN --out FILE [OPTIONS]

  TABLE            CSV and other text, Parquet, Arrow; units in the heads, such as "load [kN]", are read
  --target COLUMN  what the formula is for
  --out FILE       where the result is written, as JSON: formula, front, constants with intervals and units, exports
  --units FILE     the units of columns, as JSON: { "x": "mm", "y": "Pa" }
  --inputs A,B,…   the columns that may occur in the formula (without it all others)
  --seconds N      how long to search (60); a law that leaves nothing ends the search earlier
  --work N         how many node evaluations (formula nodes × rows) instead: the same result on every machine
  --threads N      how many threads search (all processors, in a job of a cluster 1); the result depends on it
  --seed N         of all random choices (0)
  --on slurm       search as jobs of a Slurm cluster, each with a seed of its own, and join what they find;
                   sbatch reads partition, account and time from SBATCH_PARTITION, SBATCH_ACCOUNT, SBATCH_TIMELIMIT
  --islands N      how many jobs (8)

  Ctrl-C ends the search and writes what it has found. Jobs of a cluster go on: call the same again to collect them.`,
  },
  install: {
    summary: "make the kernel known to an existing Jupyter or VS Code",
    help: `mesoscope install [--user | --prefix DIR]

  --user        for this user (the default)
  --prefix DIR  into DIR/share/jupyter, for example the folder of a Python environment`,
  },
  uninstall: {
    summary: "undo install",
    help: `mesoscope uninstall [--user | --prefix DIR]

  with the options that were given to install`,
  },
  "new-plugin": {
    summary: "create a plugin that builds, tests and loads",
    help: `mesoscope new-plugin NAME

  creates plugins/NAME and test/NAME in the checkout; NAME has lower-case letters, digits and hyphens`,
  },
  dev: { summary: "test, test:lab, bench, check, docs or notebooks of the checkout, as npm run calls them" },
};

function knownCommand(name) {
  if (Object.hasOwn(commands, name)) return commands[name];
  throw new Sentence(
    `there is no command "${name}". There are: ${Object.keys(commands).join(", ")}. See mesoscope --help.`,
  );
}

function overview() {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return `mesoscope COMMAND [OPTIONS]\n\n${lines.join("\n")}\n\nmesoscope COMMAND --help says more; mesoscope --version names the version.`;
}

const helpFor = (name) => commands[name].help;

module.exports = { helpFor, knownCommand, overview };
