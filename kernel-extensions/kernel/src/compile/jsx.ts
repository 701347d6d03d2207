import type { JsxOptions } from "oxc-transform";
import type { RuntimeOptions } from "../project/runtime-options.node.js";

/** How JSX becomes calls: as the text's own `@jsx h` says, else the `tsconfig.json`, else by functions that are imported. */
export function jsxOptions(source: string, options: RuntimeOptions): JsxOptions {
  const { jsx, jsxFactory, jsxFragmentFactory, jsxImportSource } = options;
  if (jsx === "react" || /@jsx(Frag)?\s/.test(source)) {
    return {
      runtime: "classic",
      ...(jsxFactory !== undefined && { pragma: jsxFactory }),
      ...(jsxFragmentFactory !== undefined && { pragmaFrag: jsxFragmentFactory }),
    };
  }
  const development = jsx === "react-jsxdev";
  return { runtime: "automatic", development, ...(jsxImportSource !== undefined && { importSource: jsxImportSource }) };
}
