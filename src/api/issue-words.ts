import type { z } from "zod";

const missing = "is missing";

const kinds: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  array: "a list",
  object: "an object",
};

/** What is wrong with a value, as the end of a sentence that begins with its name. */
export function issueWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined) return missing;
      return `must be ${kinds[issue.expected] ?? issue.expected}`;
    case "too_small":
      if (issue.origin === "string") return "must not be empty";
      return `must ${issue.origin === "array" ? "have" : "be"} ${issue.minimum} or more`;
    case "too_big":
      if (issue.origin === "string") return `must have ${issue.maximum} signs or fewer`;
      return `must ${issue.origin === "array" ? "have" : "be"} ${issue.maximum} or fewer`;
    case "unrecognized_keys":
      return `has what is not known here: ${issue.keys.join(", ")}`;
    default:
      return undefined;
  }
}

interface Place {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/**
 * The first issue as a sentence. Of a choice between forms it is that of the form that was meant: the only
 * one of which nothing is missing.
 */
export function firstIssue({ issues: [issue] }: z.core.$ZodError): string {
  const { path, message } = issue === undefined ? { path: [], message: "is wrong" } : meant(issue);
  return `${path.length === 0 ? "What was sent" : path.join(".")} ${message}`;
}

function meant(issue: z.core.$ZodIssue): Place {
  if (issue.code !== "invalid_union") return issue;
  const whole = issue.errors.filter((form) => form.every(({ message }) => message !== missing));
  const [first] = whole.length === 1 ? (whole[0] ?? []) : [];
  if (first === undefined) return issue;
  const { path, message } = meant(first);
  return { path: [...issue.path, ...path], message };
}
