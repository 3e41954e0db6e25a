import { isBundleFile } from "./bundlerec/bundle-files.ts";

/** A layout that a file seems to have although `--format` did not say so. */
interface LikelyFormat {
  readonly format: "bundlerec" | "ga4" | "ubi";
  readonly hint: string;
}

const layouts: Readonly<Record<LikelyFormat["format"], LikelyFormat>> = {
  bundlerec: {
    format: "bundlerec",
    hint: "By its name it is a file of BundleRec: give the folder of these files with --format bundlerec",
  },
  ga4: {
    format: "ga4",
    hint: "It looks like an export of Google Analytics 4 to BigQuery: import it with --format ga4",
  },
  ubi: {
    format: "ubi",
    hint: "It looks like a log of User Behavior Insights: import it with --format ubi",
  },
};

/** Looks at the file's name for BundleRec, at its keys for Google Analytics and UBI: bulk lines, or an event's own keys. */
export function likelyFormat(source: {
  readonly name: string;
  readonly columns: readonly string[];
}): LikelyFormat | null {
  if (isBundleFile(source.name)) return layouts.bundlerec;
  const has = (column: string): boolean => source.columns.includes(column);
  if (has("event_name") && has("event_timestamp") && has("event_params")) return layouts.ga4;
  const isUbi =
    ["index", "create"].some((action) => has(`${action}._id`) || has(`${action}._index`)) ||
    (has("query_id") && (has("event_attributes") || has("user_query")));
  return isUbi ? layouts.ubi : null;
}
