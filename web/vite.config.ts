import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Everything is a file of the same origin, none of it inline: the page works under `default-src 'self'`. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [react()],
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // The browsers that know `light-dark()`.
    target: ["chrome123", "firefox120", "safari17.5"],
  },
});
