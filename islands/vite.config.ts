import { defineConfig } from "vite";

// names without hashes: the server answers with an ETag, and the built files are kept in the repository
export default defineConfig({
  base: "./",
  publicDir: "public",
  build: {
    outDir: "../src/kawat/serve/web/static",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    cssCodeSplit: true,
    modulePreload: false,
    target: "es2022",
    rollupOptions: {
      input: { desk: "source/desk.ts", theme: "source/theme.ts", style: "styles/desk.css" },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name].js",
        assetFileNames: ({ names }) =>
          names.some((name) => name.endsWith(".woff2")) ? "fonts/[name][extname]" : "[name][extname]",
      },
    },
  },
  esbuild: { jsx: "automatic", jsxImportSource: "preact", legalComments: "none" },
});
