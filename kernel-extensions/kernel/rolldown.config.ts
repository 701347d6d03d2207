import { defineConfig } from "rolldown";

/** The kernel process in few files, next to the modules they are made of: every file takes its part of the start. */
export default defineConfig({
  input: "dist/main.node.js",
  platform: "node",
  external: /^(oxc-|zeromq|typescript)/,
  output: { dir: "dist/kernel", entryFileNames: "main.js", chunkFileNames: "[name].js" },
});
