import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { CosmoError } from "../domain/cosmo-error.ts";
import { nearestName } from "../text/nearest-name.ts";
import { type Configuration, configurationSchema } from "./configuration.ts";

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

export function parseConfiguration(text: string, file: string): Configuration {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken) {
    throw new CosmoError("CONFIGURATION_UNREADABLE", `${file}: ${broken.message}`, {
      hint: "Correct the line; `cosmo init` in an empty folder writes a complete example.",
      exitCode: 2,
    });
  }
  const parsed = configurationSchema.safeParse(inCamelCase(document.toJS() ?? {}));
  if (parsed.success) return parsed.data;
  const problem = clearest(parsed.error.issues);
  const node = document.getIn(problem.path.map(inKebabCase), true) as
    | { range?: readonly number[] }
    | undefined;
  const offset = node?.range?.[0];
  const line = offset === undefined ? "" : ` line ${lines.linePos(offset).line}:`;
  throw new CosmoError("CONFIGURATION_INVALID", `${file}:${line} ${problem.message}`, {
    hint: problem.hint,
    exitCode: 2,
  });
}

interface Problem {
  readonly path: readonly string[];
  readonly message: string;
  readonly hint: string;
}

/** Of the issues of a union, those of the alternative that fits best: the one with the fewest. */
function clearest(issues: readonly z.core.$ZodIssue[]): Problem {
  const [issue] = issues;
  if (issue === undefined) throw new Error("a failed parse without an issue");
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const best = [...issue.errors].toSorted((a, b) => severity(a) - severity(b))[0] ?? [];
    const inner = clearest(best);
    return clearestAt([...issue.path.map(String), ...inner.path], inner, best[0]);
  }
  const path = issue.path.map(String);
  return clearestAt(path, { path, message: issue.message, hint: "" }, issue);
}

/** An alternative whose literal does not fit at all is the last to be meant. */
const severity = (issues: readonly z.core.$ZodIssue[]): number =>
  issues.reduce((sum, issue) => sum + (issue.code === "invalid_value" ? 100 : 1), 0);

function clearestAt(
  path: readonly string[],
  inner: Problem,
  issue: z.core.$ZodIssue | undefined,
): Problem {
  const place = path.map(inKebabCase).join(".");
  if (issue?.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    const name = [...path, key].map(inKebabCase).join(".");
    const known = keysAt(configurationSchema, path).map(inKebabCase);
    const near = nearestName(inKebabCase(key), known);
    return {
      path: [...path, key],
      message: `unknown setting ${name}`,
      hint: near ? `Did you mean ${near}?` : `Known here: ${known.join(", ")}.`,
    };
  }
  return {
    path,
    message: inner.message.startsWith(place) ? inner.message : `${place}: ${inner.message}`,
    hint:
      inner.hint ||
      "Correct the value; docs/configuration.md lists every setting with its default.",
  };
}

/** The names that a schema knows at a path; of all alternatives where there are several. */
function keysAt(schema: z.core.$ZodType, path: readonly string[]): readonly string[] {
  if (schema instanceof z.ZodUnion || schema instanceof z.ZodDiscriminatedUnion) {
    return [...new Set(schema.options.flatMap((option) => keysAt(option, path)))];
  }
  if (schema instanceof z.ZodPipe) return keysAt(schema.out, path);
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodOptional
  ) {
    return keysAt(schema.unwrap(), path);
  }
  if (!(schema instanceof z.ZodObject)) return [];
  const [first, ...rest] = path;
  if (first === undefined) return Object.keys(schema.shape);
  const inner = schema.shape[first];
  return inner === undefined ? [] : keysAt(inner, rest);
}

const inKebabCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function inCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inCamelCase);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      inCamelCase(member),
    ]),
  );
}
