import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Libraries that change seldom go into chunks of their own, so that a release of ours leaves them in the cache. */
const vendorChunks = [
  { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
  { name: "mantine", test: /node_modules[\\/](@mantine|@floating-ui|dayjs)[\\/]/ },
  { name: "tanstack", test: /node_modules[\\/]@tanstack[\\/]/ },
  { name: "uplot", test: /node_modules[\\/]uplot[\\/]/ },
  { name: "zod", test: /node_modules[\\/]zod[\\/]/ },
];

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ["@switchyard/source", "module", "browser", "development|production"] },
  server: { port: 5173, proxy: { "/api": { target: "http://127.0.0.1:8080", changeOrigin: false } } },
  build: {
    outDir: "dist",
    target: "es2022",
    // The page's policy allows scripts and pictures from files only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: vendorChunks } } },
  },
});
