import { defineConfig } from "vite";
import pages from "./vite.config";

// one script for copies that are opened from a disk, beside what the first build has written
export default defineConfig({
  ...pages,
  publicDir: false,
  build: {
    ...pages.build,
    emptyOutDir: false,
    rollupOptions: {
      input: "source/still.ts",
      output: { format: "iife", inlineDynamicImports: true, entryFileNames: "still.js" },
    },
  },
});
