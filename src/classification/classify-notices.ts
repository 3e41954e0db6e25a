import type { SqlConnection } from "../sql/sql.ts";
import { counted } from "../text/counted.ts";
import type { TypeRule } from "./type-rules.ts";

export interface NoticeFacts {
  readonly assignTypes: boolean;
  readonly rules: readonly TypeRule[];
  readonly hasEncoder: boolean;
  /** Products whose type is not sure enough. */
  readonly unsure: number;
}

/** What a person may want to know of the types: rules that meet nothing, titles that nobody reads, what could still be asked. */
export async function classifyNotices(
  connection: SqlConnection,
  { assignTypes, rules, hasEncoder, unsure }: NoticeFacts,
): Promise<readonly string[]> {
  const notices: string[] = [];
  const used = await numbers(connection, "SELECT DISTINCT line FROM rule_matches");
  const idle = rules.filter(({ line }) => !used.has(line));
  const [example] = idle;
  if (example !== undefined) {
    notices.push(
      `No product meets ${counted(idle.length, "lines")} of your file of types, such as line ${example.line} (${example.by} ${example.value}): correct or remove them.`,
    );
  }
  if (!assignTypes) return notices;
  const foreign = await connection.runAndReadAll(
    "SELECT count(*), min(locale) FROM catalogue_products WHERE NOT isEnglish AND productType IS NULL",
  );
  const [count, locale] = foreign.getRows()[0] ?? [];
  if (Number(count) > 0) {
    notices.push(
      `${counted(Number(count), "products")} without a type have titles in other languages than English (${locale}), which are not read: their types come from categories alone, and from your file of types.`,
    );
  }
  if (unsure > 0 && !hasEncoder) {
    notices.push(
      `${counted(unsure, "products")} stay without a type, for none is sure enough; no encoder compared their titles with others. catalogue.type-clusters-by: embedded does; catalogue.product-types names a file of your own types.`,
    );
  }
  return notices;
}

async function numbers(connection: SqlConnection, select: string): Promise<ReadonlySet<number>> {
  const reader = await connection.runAndReadAll(select);
  return new Set(reader.getRows().map(([value]) => Number(value)));
}
