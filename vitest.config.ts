import { defineConfig } from "vitest/config";

/** Tests run from source: the export condition resolves every workspace package to its `src`. */
const conditions = ["@switchyard/source", "node"];
const resolving = { resolve: { conditions }, ssr: { resolve: { conditions } } };
const patience = { testTimeout: 60_000, hookTimeout: 120_000 };

export default defineConfig({
  ...resolving,
  test: {
    maxWorkers: 2,
    projects: [
      {
        ...resolving,
        test: {
          ...patience,
          name: "packages",
          include: ["packages/!(server)/{src,test}/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
        },
      },
      {
        ...resolving,
        test: {
          ...patience,
          name: "server",
          include: ["packages/server/{src,test}/**/*.test.ts"],
          // One PostgreSQL for the run; createTestDatabase() of packages/server/test/database.ts clones its template.
          globalSetup: ["packages/server/test/global-setup.ts"],
        },
      },
      {
        ...resolving,
        // The real product, a real browser, foreign peers: one file at a time, after the rest.
        test: {
          ...patience,
          name: "e2e",
          include: ["e2e/**/*.test.ts"],
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
