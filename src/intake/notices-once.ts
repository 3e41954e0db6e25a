import type { ImportOptions } from "./import-item.ts";

/** The same options, with each notice told once: a folder has a file for every day. */
export function noticesOnce<Options extends ImportOptions>(options: Options): Options {
  const told = new Set<string>();
  return {
    ...options,
    notice(notice) {
      if (told.has(notice.message)) return;
      told.add(notice.message);
      options.notice(notice);
    },
  };
}
