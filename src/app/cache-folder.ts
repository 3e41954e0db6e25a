import { join } from "node:path";

/** The folder of a user's in which what is fetched lies, unless a setting names another. */
export const usualCacheFolder = (home: string): string => join(home, ".cache", "cosmo");
