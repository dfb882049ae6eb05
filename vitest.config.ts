import { defineConfig } from "vitest/config";

/** Tests run from source: the export condition resolves every workspace package to its `src`. */
export default defineConfig({
  resolve: { conditions: ["@switchyard/source", "node", "import", "default"] },
  ssr: { resolve: { conditions: ["@switchyard/source", "node", "import", "default"] } },
  test: {
    include: ["packages/*/{src,test}/**/*.test.{ts,tsx}", "e2e/**/*.test.ts", "scripts/**/*.test.ts"],
    environment: "node",
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
