import { CosmoError } from "../../domain/cosmo-error.ts";
import type { SourceFile } from "../files/find-files.ts";
import type { Notice } from "../import-item.ts";

const usedParts = ["item_titles", "item_categories", "session_item", "user_session"] as const;
const otherParts = ["user_item", "bundle_item", "bundle_intent", "session_bundle", "user_bundle"];
export type BundlePart = (typeof usedParts)[number];

/** The files of one BundleRec domain, such as `food`. Item and session ids are its own. */
export interface BundleDomain {
  readonly prefix: string;
  readonly files: ReadonlyMap<BundlePart, SourceFile>;
}

const nameOf = (part: string) => new RegExp(`^(.+)_${part}\\.csv(?:\\.gz|\\.zst|\\.zstd)?$`);
const namesOfUsed = usedParts.map((part) => ({ part, name: nameOf(part) }));
const namesOfOthers = otherParts.map(nameOf);

const baseOf = (name: string): string => name.slice(name.lastIndexOf("/") + 1);

/** Whether a file has a name of BundleRec, one of the parts that are not read included. */
export const isBundleFile = (name: string): boolean =>
  [...namesOfUsed.map(({ name: used }) => used), ...namesOfOthers].some((pattern) =>
    pattern.test(baseOf(name)),
  );

/**
 * Sorts files named `<domain>_<part>.csv` by domain. Domains without all of `needed` are left out
 * with a notice.
 * @throws CosmoError BUNDLEREC_FILE_MISSING where no domain is left
 */
export function bundleDomains(
  files: readonly SourceFile[],
  needed: readonly BundlePart[],
  notice: (notice: Notice) => void,
): readonly BundleDomain[] {
  const domains = new Map<string, Map<BundlePart, SourceFile>>();
  for (const file of files) {
    const base = baseOf(file.name);
    const found = namesOfUsed
      .map(({ part, name }) => ({ part, prefix: name.exec(base)?.[1] }))
      .find(({ prefix }) => prefix !== undefined);
    if (found?.prefix !== undefined) {
      const parts = domains.get(found.prefix) ?? new Map<BundlePart, SourceFile>();
      domains.set(found.prefix, parts.set(found.part, file));
    } else if (!namesOfOthers.some((name) => name.test(base))) {
      notice({ code: "FILE_UNUSED", message: `${file.name} is no file of BundleRec: not read.` });
    }
  }
  const complete: BundleDomain[] = [];
  for (const [prefix, parts] of domains) {
    const absent = needed.filter((part) => !parts.has(part));
    if (absent.length === 0) complete.push({ prefix, files: parts });
    else {
      const names = absent.map((part) => `${prefix}_${part}.csv`).join(", ");
      notice({ code: "FILE_MISSING", message: `${prefix} is left out: ${names} is not here.` });
    }
  }
  if (complete.length > 0) return complete;
  const names = needed.map((part) => `<domain>_${part}.csv`).join(" and ");
  throw new CosmoError("BUNDLEREC_FILE_MISSING", `There is no complete set of ${names}.`, {
    hint: "Give the folder of the BundleRec files, or all of these files of a domain (.gz too).",
    exitCode: 2,
  });
}
