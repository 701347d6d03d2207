/** What the kernel adds to Node's globals, as a declaration module. */
export const globalsText = `/// <reference types="node" />
import type * as sdk from "@mesoscope/sdk";
declare global {
  const display: typeof sdk.display;
  const clearOutput: typeof sdk.clearOutput;
  const input: typeof sdk.input;
  const tick: typeof sdk.tick;
}
`;
