import { isBundleFile } from "./bundlerec/bundle-files.ts";

/** A layout that a file seems to have although `--format` did not say so. */
interface LikelyFormat {
  readonly format: "bundlerec" | "ubi";
  readonly hint: string;
}

const layouts: Readonly<Record<LikelyFormat["format"], LikelyFormat>> = {
  bundlerec: {
    format: "bundlerec",
    hint: "By its name it is a file of BundleRec: give the folder of these files with --format bundlerec",
  },
  ubi: {
    format: "ubi",
    hint: "It looks like a log of User Behavior Insights: import it with --format ubi",
  },
};

/** Looks at the file's name for BundleRec, at its keys for UBI: bulk lines, or an event's own keys. */
export function likelyFormat(source: {
  readonly name: string;
  readonly columns: readonly string[];
}): LikelyFormat | null {
  if (isBundleFile(source.name)) return layouts.bundlerec;
  const has = (column: string): boolean => source.columns.includes(column);
  const isUbi =
    ["index", "create"].some((action) => has(`${action}._id`) || has(`${action}._index`)) ||
    (has("query_id") && (has("event_attributes") || has("user_query")));
  return isUbi ? layouts.ubi : null;
}
