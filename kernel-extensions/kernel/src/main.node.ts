import { enableCompileCache } from "node:module";

// What is loaded from here on comes compiled.
enableCompileCache();
await import("./kernel.node.js");
