import { createRequire } from "node:module";
import type { MapStep } from "../protocol/step.js";

const require = createRequire(import.meta.url);

/**
 * JavaScript of ES2022 by the TypeScript compiler, for the few cells that the quick path cannot do. The compiler is
 * large, so it is loaded at the first such cell.
 */
export function transpile(source: string): MapStep {
  const ts = require("typescript") as typeof import("typescript");
  const { outputText, sourceMapText } = ts.transpileModule(source, {
    fileName: "cell.ts",
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      sourceMap: true,
      inlineSources: true,
    },
  });
  return { code: outputText.replace(/\n\/\/# sourceMappingURL=.*$/, ""), map: sourceMapText! };
}
