import { droppedOf, type PartManifest } from "../artifact/dataset.ts";
import { isModelCall } from "../domain/ids.ts";
import { setAsideReasons } from "../language-model/ask-for-item.ts";
import { nothingUsableNotice, setAsideIn } from "../language-model/nothing-usable.ts";
import { countBy } from "../sql/count-by.ts";
import type { Sql } from "../sql/sql.ts";

/** Tells where a model was asked and nothing that it said can be used; what came of lists and of purchases is no answer. */
export async function unusableNotices(
  sql: Sql,
  model: string,
  parts: readonly PartManifest[],
  files: readonly string[],
): Promise<readonly string[]> {
  if (Object.keys(setAsideIn(parts)).length === 0) return [];
  const isRead = Object.values(droppedOf(parts)).some((reasons) =>
    Object.keys(reasons).some((reason) => !setAsideReasons.has(reason)),
  );
  const kinds = await countBy(sql, files, "split_part(call, '_', 1)");
  return isRead || Object.keys(kinds).some((kind) => isModelCall(`${kind}_`))
    ? []
    : [nothingUsableNotice(`Nothing that ${model} said can be used.`, parts)];
}
