import { namesTruth } from "./import-table.ts";
import { type Token, tokensOf } from "./source-tokens.ts";

export interface ModuleReference {
  /** `file`: a file beside the module, such as a worker, named by `new URL(…, import.meta.url)`. */
  readonly kind: "module" | "file";
  /** Undefined where it is computed, so that nobody can check it. */
  readonly specifier: string | undefined;
  /** `import type` and `export type`, of which nothing is left when the code runs. */
  readonly typesOnly: boolean;
  readonly line: number;
}

export interface SourceReferences {
  readonly modules: readonly ModuleReference[];
  /** Lines that read the environment through `process`. */
  readonly environmentLines: readonly number[];
  /** Lines with a literal that names the truth of the sample shop. */
  readonly truthLines: readonly number[];
}

/**
 * What a TypeScript source refers to: static, type and side-effect imports, re-exports, `import()` as
 * call and as type, `require()`, `import.meta.resolve()`, `new URL("…", import.meta.url)`.
 */
export function referencesOf(source: string): SourceReferences {
  const tokens = tokensOf(source);
  const modules: ModuleReference[] = [];
  const environmentLines: number[] = [];
  const truthLines: number[] = [];
  tokens.forEach((token, index) => {
    const isLiteral = token.kind === "string" || token.kind === "template";
    if (isLiteral && namesTruth(token.text)) truthLines.push(token.line);
    if (token.kind !== "word") return;
    const reference = referenceAt(tokens, index);
    if (reference !== undefined) modules.push({ ...reference, line: token.line });
    if (readsEnvironment(tokens, index)) environmentLines.push(token.line);
  });
  return { modules, environmentLines, truthLines };
}

function referenceAt(
  tokens: readonly Token[],
  index: number,
): Omit<ModuleReference, "line"> | undefined {
  const follows = (...texts: readonly string[]): boolean => areSigns(tokens, index + 1, texts);
  const stringAt = (offset: number): string | undefined => {
    const token = tokens[index + offset];
    return token?.kind === "string" ? token.text : undefined;
  };
  const module = (offset: number): Omit<ModuleReference, "line"> => ({
    kind: "module",
    specifier: stringAt(offset),
    typesOnly: isTypeClause(tokens, index),
  });
  const isMember = areSigns(tokens, index - 1, ["."]);
  switch (isMember ? "" : tokens[index]?.text) {
    case "from":
      return stringAt(1) === undefined ? undefined : module(1);
    case "import":
      if (stringAt(1) !== undefined) return module(1);
      if (follows("(")) return module(2);
      return follows(".", "meta", ".", "resolve", "(") ? module(6) : undefined;
    case "require":
      if (follows("(")) return module(2);
      return follows(".", "resolve", "(") ? module(4) : undefined;
    case "URL": {
      const file = tokens[index + 2];
      const isBeside = areSigns(tokens, index + 3, [",", "import", ".", "meta", ".", "url"]);
      if (!follows("(") || file === undefined || file.kind === "word") return undefined;
      if (file.kind === "template") return asFile(file.text);
      return isBeside ? asFile(file.text) : undefined;
    }
    default:
      return undefined;
  }
}

const asFile = (specifier: string): Omit<ModuleReference, "line"> => ({
  kind: "file",
  specifier,
  typesOnly: false,
});

/** Whether the clause that ends in this `from` begins with `import type` or `export type`. */
function isTypeClause(tokens: readonly Token[], from: number): boolean {
  if (tokens[from]?.text !== "from") return false;
  const start = tokens
    .slice(0, from)
    .findLastIndex(({ kind, text }) => kind === "word" && (text === "import" || text === "export"));
  // `import type from "a"` imports a value by the name of type.
  return tokens[start + 1]?.text === "type" && start + 2 < from;
}

function readsEnvironment(tokens: readonly Token[], index: number): boolean {
  if (tokens[index]?.text !== "process") return false;
  for (const path of [
    [".", "env"],
    ["?", ".", "env"],
    ["[", "env"],
    ["?", ".", "[", "env"],
  ]) {
    if (areSigns(tokens, index + 1, path)) return true;
  }
  // const { env } = process
  if (!areSigns(tokens, index - 2, ["}", "="])) return false;
  const open = tokens.slice(0, index).findLastIndex(({ text }) => text === "{");
  return tokens.slice(open, index).some(({ kind, text }) => kind === "word" && text === "env");
}

const areSigns = (tokens: readonly Token[], start: number, texts: readonly string[]): boolean =>
  texts.every((text, offset) => tokens[start + offset]?.text === text);
