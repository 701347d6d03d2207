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
    help: `mesoscope run NOTEBOOK [--out FILE] [--set NAME=VALUE]… [--timeout SECONDS]

  --out FILE         save the notebook with its outputs there; NOTEBOOK itself is a good choice too
                     (without it the text outputs are printed and nothing is saved)
  --set NAME=VALUE   give a value to a name of the cell tagged "parameters"; VALUE is JSON, else text
  --timeout SECONDS  the longest that one cell may take`,
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
