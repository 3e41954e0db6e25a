import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from "yaml";
import { CosmoError } from "../domain/cosmo-error.ts";
import { type Configuration, configurationSchema } from "./configuration.ts";
import { type ConfigurationProblem, clearestProblem } from "./configuration-problem.ts";
import { explainedBy, modelsProblem } from "./configured-models.ts";
import { inCamelCase, inKebabCase } from "./setting-name.ts";

export const configurationFile = "cosmo.yaml";

/**
 * Reads `cosmo.yaml` of a workspace.
 * @throws CosmoError WORKSPACE_MISSING, CONFIGURATION_UNREADABLE, CONFIGURATION_INVALID
 */
export async function readConfiguration(folder: string): Promise<Configuration> {
  const file = join(folder, configurationFile);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new CosmoError("WORKSPACE_MISSING", `There is no ${configurationFile} in ${folder}`, {
      hint: `Make a workspace with \`cosmo init ${folder}\`, or name another with --workspace DIR.`,
      cause: error,
      exitCode: 2,
    });
  }
  return parseConfiguration(text, file);
}

/**
 * @param file its name, for messages
 * @throws CosmoError CONFIGURATION_UNREADABLE, CONFIGURATION_INVALID
 */
export function parseConfiguration(text: string, file: string): Configuration {
  const lines = new LineCounter();
  // The parser's own frames quote the file, and with it a key that somebody wrote there.
  const document = parseDocument(withVariablesQuoted(text), {
    lineCounter: lines,
    prettyErrors: false,
  });
  const [broken] = document.errors;
  if (broken) {
    const { line } = lines.linePos(broken.pos[0]);
    throw new CosmoError("CONFIGURATION_UNREADABLE", `${file}: line ${line}: ${broken.message}`, {
      hint: "Correct the line; `cosmo init` in an empty folder writes a complete example.",
      exitCode: 2,
    });
  }
  dropEmpty(document);
  const content = settingsOf(document.toJS() ?? {});
  const parsed = configurationSchema.safeParse(content);
  const invalid = ({ path, message, hint }: ConfigurationProblem): CosmoError => {
    const offset = offsetOf(document, path);
    const line = offset === undefined ? "" : ` line ${lines.linePos(offset).line}:`;
    return new CosmoError("CONFIGURATION_INVALID", `${file}:${line} ${message}`, {
      hint,
      exitCode: 2,
    });
  };
  if (!parsed.success) {
    throw invalid(clearestProblem(parsed.error.issues, configurationSchema, content));
  }
  const camelCase = camelCaseProblem(document.toJS());
  if (camelCase !== undefined) throw invalid(camelCase);
  const problem = modelsProblem(parsed.data, Object.hasOwn(content as object, "languageModel"));
  if (problem !== undefined) throw invalid(problem);
  return explainedBy(parsed.data);
}

/** `{ api-key: ${NAME} }` is what a person writes; to YAML its inner brace would begin a mapping. */
const withVariablesQuoted = (text: string): string =>
  text.replace(/(:[ \t]+)(\$\{\w+\})(?=[ \t]*(?:[,}#]|$))/gm, '$1"$2"');

/** The settings whose members are named by others: they stay as they are written. */
const verbatim = ["extra-body", "spark-settings"];

/** What is left empty, such as a section with all its lines commented out, is not there; a written `null` is. */
function dropEmpty(document: Document.Parsed): void {
  visit(document, {
    Pair(_key, { value }) {
      const isEmpty = value === null || (isScalar(value) && value.value === null && !value.source);
      return isEmpty ? visit.REMOVE : undefined;
    },
  });
}

/** With names in camel case. */
function settingsOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settingsOf);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      inCamelCase(name),
      verbatim.includes(name) ? member : settingsOf(member),
    ]),
  );
}

/** Sections whose members a person names. */
const ownNames = ["language-models", "plausibility-by-relation", ...verbatim];

/** A known setting that is written as the code has it: one way of writing is enough. */
function camelCaseProblem(
  value: unknown,
  above: readonly string[] = [],
): ConfigurationProblem | undefined {
  if (value === null || typeof value !== "object") return undefined;
  for (const [name, member] of Object.entries(value)) {
    const path = [...above, name];
    if (!ownNames.includes(above.at(-1) ?? "") && inKebabCase(name) !== name) {
      return {
        path: path.map(inCamelCase),
        message: `unknown setting ${path.join(".")}`,
        hint: `Did you mean ${inKebabCase(name)}?`,
      };
    }
    const problem = verbatim.includes(name) ? undefined : camelCaseProblem(member, path);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Where the last name of a path that the file holds is written. */
function offsetOf(document: Document.Parsed, path: readonly string[]): number | undefined {
  let node: unknown = document.contents;
  let offset: number | undefined;
  for (const name of path) {
    if (isMap(node)) {
      const pair = node.items.find(
        ({ key }) => isScalar(key) && inCamelCase(String(key.value)) === name,
      );
      if (!isScalar(pair?.key)) break;
      offset = pair.key.range?.[0];
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(name)];
      offset = isScalar(node) ? node.range?.[0] : offset;
    } else break;
  }
  return offset;
}
