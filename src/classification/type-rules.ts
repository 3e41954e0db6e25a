import { CosmoError } from "../domain/cosmo-error.ts";
import { hashOf } from "../domain/hash.ts";
import { normaliseText } from "../text/normalise.ts";

export const ruleColumns = ["sku", "title", "category"] as const;

/** A type of one's own for products: of a sku, of titles of a pattern, or of a category. */
export interface TypeRule {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly by: (typeof ruleColumns)[number];
  readonly value: string;
  readonly type: string;
}

export interface TypeRules {
  /** Names the content, for recipes. */
  readonly id: string;
  readonly rules: readonly TypeRule[];
}

export const noTypeRules: TypeRules = { id: "none", rules: [] };

/** A line of the file as read; a cell is undefined where the file has no such column. */
export type RuleLine = { readonly line: number } & (
  | { readonly problem: string }
  | Readonly<Record<(typeof ruleColumns)[number] | "type", string | undefined>>
);

/** So many wrong lines are named at once. */
const linesNamed = 5;

/**
 * Rules from the lines of a file. A pattern of titles has `*` for any letters; a category is one name, or several of a path
 * with ` > ` between them.
 * @param file its name, for messages
 * @throws CosmoError PRODUCT_TYPES_INVALID, naming the wrong lines
 */
export function typeRules(lines: readonly RuleLine[], file: string): TypeRules {
  const rules: TypeRule[] = [];
  const problems: string[] = [];
  const lineOf = new Map<string, number>();
  for (const one of lines) {
    const rule = "problem" in one ? one.problem : ruleOf(one);
    if (typeof rule === "string") {
      problems.push(`line ${one.line}: ${rule}`);
      continue;
    }
    const name = `${rule.by} ${rule.by === "sku" ? rule.value : rule.value.toLowerCase()}`;
    const before = lineOf.get(name);
    if (before !== undefined) {
      problems.push(`line ${rule.line}: the ${name} has a type already, in line ${before}`);
    }
    lineOf.set(name, rule.line);
    rules.push(rule);
  }
  if (problems.length > 0) throw typesInvalid(file, problems);
  return {
    id: hashOf(rules.map(({ line, by, value, type }) => [line, by, value, type])).slice(0, 16),
    rules,
  };
}

export function typesInvalid(
  file: string,
  problems: readonly string[],
  cause?: unknown,
): CosmoError {
  const more = problems.length - linesNamed;
  const named = problems.slice(0, linesNamed).join("; ");
  return new CosmoError(
    "PRODUCT_TYPES_INVALID",
    `${file}: ${named}${more > 0 ? `; and ${more} more` : ""}`,
    {
      hint: "Each line has a type, and one of sku, title (a pattern such as *gift card*) and category; docs/stages/classify.md shows a file. Correct the lines.",
      cause,
      exitCode: 2,
    },
  );
}

function ruleOf(line: Exclude<RuleLine, { readonly problem: string }>): TypeRule | string {
  const type = normaliseText(line.type ?? "");
  const given = ruleColumns.flatMap((by) => {
    const value = normaliseText(line[by] ?? "");
    return value === "" ? [] : [{ by, value }];
  });
  const [first, second] = given;
  if (first === undefined) return `it names neither ${ruleColumns.join(" nor ")}`;
  if (second !== undefined) return `it names a ${first.by} and a ${second.by}: give each a line`;
  if (type === "") return `the ${first.by} ${JSON.stringify(first.value)} has no type`;
  return { line: line.line, ...first, type };
}

/** A pattern of titles as SQL's LIKE has it, with `\` before what is meant as it is written. */
export const likePattern = (pattern: string): string =>
  pattern.replace(/[\\%_]/g, (sign) => `\\${sign}`).replaceAll("*", "%");
