import plugin from "@typescript-eslint/eslint-plugin";
import parser from "@typescript-eslint/parser";

const unseeded = (object, property, message) => ({ object, property, message });

/** Biome does everything else; these need types, or a rule that Biome lacks. */
export default [
  { ignores: ["**/dist/**", ".runtime/**", ".venv/**", ".bench/**", "docs/**"] },
  {
    files: ["kernel-extensions/*/src/**/*.{ts,tsx}", "plugins/*/src/**/*.ts", "test/**/*.ts"],
    languageOptions: { parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { "@typescript-eslint": plugin },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
    },
  },
  {
    files: ["plugins/*/src/**/*.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        unseeded("Math", "random", "Use randomStream(seed): same call, same numbers."),
        unseeded("Date", "now", "Results must not depend on the clock."),
        unseeded("performance", "now", "Results must not depend on the clock."),
      ],
    },
  },
];
