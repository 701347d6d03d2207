#!/usr/bin/env node
"use strict";
if (Number.parseInt(process.versions.node, 10) < 18) {
  console.error(`mesoscope: Node ${process.versions.node} is too old. Install Node 18 or later and try again.`);
  process.exit(1);
}
require("../launch/launch.cjs").launch(process.argv.slice(2));
