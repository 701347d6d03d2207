import { defineConfig } from "vitest/config";

/** The tests in a real browser: `npm run test:lab`. */
export default defineConfig({
  test: {
    include: ["test/lab/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 240_000,
    env: { MESOSCOPE_HISTORY: "off" },
  },
});
