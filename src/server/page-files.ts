import { readFile, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { CosmoError } from "../domain/cosmo-error.ts";
import type { Reply } from "./reply.ts";
import { routeUnknown } from "./request-errors.ts";

/** The page as it was built: `index.html`, its icons, and `assets` whose names hold a hash of what is in them. */
export interface PageFiles {
  /**
   * @param path from the root, such as `/` or `/assets/index-1a2b.js`
   * @throws CosmoError PAGE_NOT_BUILT, ROUTE_UNKNOWN
   */
  reply(path: string): Promise<Reply>;
}

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** Nothing from elsewhere, nothing written into the page, nobody may frame it. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** One or two names of plain signs: no path can lead out of the folder, whatever it was decoded from. */
const plainPath = /^\/(?:assets\/)?[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

export function openPageFiles(folder: string): PageFiles {
  return {
    async reply(path) {
      const isStart = path === "/";
      if (!isStart && !plainPath.test(path)) throw routeUnknown();
      const file = join(folder, isStart ? "index.html" : path);
      const type = types[extname(file)];
      if (type === undefined) throw routeUnknown();
      const isThere = await stat(file).then(
        (found) => found.isFile(),
        () => false,
      );
      if (!isThere) throw isStart ? pageNotBuilt() : routeUnknown();
      const isHashed = path.startsWith("/assets/");
      return {
        status: 200,
        headers: {
          "content-type": type,
          "cache-control": isHashed ? "public, max-age=31536000, immutable" : "no-cache",
          "content-security-policy": contentSecurityPolicy,
          "x-content-type-options": "nosniff",
          "referrer-policy": "no-referrer",
          "cross-origin-opener-policy": "same-origin",
        },
        body: new Uint8Array(await readFile(file)),
      };
    },
  };
}

const pageNotBuilt = (): CosmoError =>
  new CosmoError("PAGE_NOT_BUILT", "The page has not been built here", {
    hint: "Build it by `npm run build-page`; the answers themselves are there: see /openapi.json.",
    httpStatus: 404,
  });
