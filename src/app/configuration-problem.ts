import { z } from "zod";
import { nearestName } from "../text/nearest-name.ts";
import { inKebabCase } from "./setting-name.ts";

/** What is wrong with a configuration, for the person who wrote it. */
export interface ConfigurationProblem {
  /** Names in camel case, from the top. */
  readonly path: readonly string[];
  readonly message: string;
  readonly hint: string;
}

/** The problem to mend first. A name that nobody knows comes first: another may be missing for it. */
export function clearestProblem(
  issues: readonly z.core.$ZodIssue[],
  schema: z.ZodType,
  content: unknown,
): ConfigurationProblem {
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  if (issue === undefined) throw new Error("a failed parse without an issue");
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    const known = keysAt(schema, path).map(inKebabCase);
    const near = nearestName(inKebabCase(key), known);
    return {
      path: [...path, key],
      message: `unknown setting ${placeOf([...path, key])}`,
      hint: near ? `Did you mean ${near}?` : `Known here: ${known.join(", ")}.`,
    };
  }
  if (issue.code === "invalid_value") {
    const given = valueAt(content, path);
    const near =
      typeof given === "string" ? nearestName(given, issue.values.map(String)) : undefined;
    if (near) {
      return {
        path,
        message: `${placeOf(path)}: ${JSON.stringify(given)} is not known here`,
        hint: `Did you mean ${near}? Known here: ${issue.values.map(String).join(", ")}.`,
      };
    }
  }
  const given = valueAt(content, path);
  const missing = path.length > 0 && given === undefined;
  return {
    path,
    message: `${placeOf(path)}${missing ? " is missing" : `: ${issue.message}`}`,
    hint: `${missing ? "Add it" : nextStep(issue, given, schemasAt(schema, path))}; docs/configuration.md lists every setting with its default.`,
  };
}

function nextStep(
  issue: z.core.$ZodIssue,
  given: unknown,
  schemas: readonly z.core.$ZodType[],
): string {
  if (issue.code === "invalid_type" && issue.expected === "array" && typeof given === "string") {
    return `Write it as a list: [${given}]`;
  }
  const absence = schemas.map((one) => z.globalRegistry.get(one)?.["absence"]).find(Boolean);
  return absence === undefined
    ? "Correct the value"
    : `Correct the value, or leave the setting out: then ${absence}`;
}

const placeOf = (path: readonly string[]): string =>
  path.length === 0 ? "the whole file" : path.map(inKebabCase).join(".");

const valueAt = (content: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (at, name) =>
      at !== null && typeof at === "object" ? (at as Record<string, unknown>)[name] : undefined,
    content,
  );

/** The names that a schema knows at a path; of all alternatives where there are several. */
const keysAt = (schema: z.core.$ZodType, path: readonly string[]): readonly string[] => [
  ...new Set(
    schemasAt(schema, path).flatMap((found) =>
      found instanceof z.ZodObject ? Object.keys(found.shape) : [],
    ),
  ),
];

/** All that a schema says of the value at a path, from the outermost on. */
function schemasAt(schema: z.core.$ZodType, path: readonly string[]): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodUnion || schema instanceof z.ZodDiscriminatedUnion) {
    return schema.options.flatMap((option) => schemasAt(option, path));
  }
  const [first, ...rest] = path;
  const own = first === undefined ? [schema] : [];
  if (schema instanceof z.ZodPipe) return [...own, ...schemasAt(schema.out, path)];
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodOptional
  ) {
    return [...own, ...schemasAt(schema.unwrap(), path)];
  }
  if (first === undefined) return own;
  const inner =
    schema instanceof z.ZodRecord
      ? schema.valueType
      : schema instanceof z.ZodObject
        ? schema.shape[first]
        : undefined;
  return inner === undefined ? [] : schemasAt(inner, rest);
}
