import { defineConfig } from "vitest/config";

/** These start kernels and watch the clock: one file at a time. */
const kernels = ["cli", "compute", "kernel", "tools"].map((room) => `test/${room}/**/*.test.ts`);

export default defineConfig({
  test: {
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { MESOSCOPE_HISTORY: "off" },
    projects: [
      {
        extends: true,
        test: { name: "kernels", include: kernels, maxWorkers: 1, sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: {
          name: "packages",
          include: ["test/**/*.test.ts"],
          exclude: [...kernels, "test/lab/**"],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
