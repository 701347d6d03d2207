import { createRequire } from "node:module";
import type { RuntimeOptions } from "../project/runtime-options.node.js";
import type { MapStep } from "../protocol/step.js";

const require = createRequire(import.meta.url);

/**
 * JavaScript of ES2022 by the TypeScript compiler, for the few cells that the quick path cannot do. The compiler is
 * large, so it is loaded at the first such cell. A cell keeps imports that it does not use, as a later one may.
 */
export function transpile(source: string, options: RuntimeOptions, { keepImports = true } = {}): MapStep {
  const { experimentalDecorators = false, emitDecoratorMetadata = false } = options;
  const ts = require("typescript") as typeof import("typescript");
  const { outputText, sourceMapText } = ts.transpileModule(source, {
    fileName: "cell.ts",
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: keepImports,
      experimentalDecorators,
      emitDecoratorMetadata,
      sourceMap: true,
      inlineSources: true,
    },
  });
  return { code: outputText.replace(/\n\/\/# sourceMappingURL=.*$/, ""), map: sourceMapText! };
}

/** Tells whether a text may hold decorators. */
export const mayDecorate = (source: string): boolean => /(^|[\s;{}(])@[\w$]/m.test(source);
