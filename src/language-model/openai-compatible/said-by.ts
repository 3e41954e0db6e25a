import { parsedJson } from "./parsed-json.ts";

const longest = 300;

/** What a server said in the body of a refusal, quoted; the body's beginning, at worst. */
export function saidBy(body: string): string {
  const line = oneLine(serverError(body).message ?? body);
  return line === "" ? "(nothing)" : `"${line}"`;
}

/** A stranger's text, fit for a line on a terminal. */
export function oneLine(text: string): string {
  const line = text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach a terminal
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\s]+/g, " ")
    .trim();
  return line.length > longest ? `${line.slice(0, longest).toWellFormed()}…` : line;
}

export interface ServerError {
  readonly message?: string;
  /** The members `code` and `type`, whichever there are. */
  readonly kinds: readonly string[];
  /** The member of the request that it is about. */
  readonly field?: string;
}

/** Reads `{ error: { message, code, type } }` and the simpler forms that other servers use. */
export function serverError(body: string): ServerError {
  const value = parsedJson(body);
  // Some servers wrap it in a list.
  const outer = membersOf(Array.isArray(value) ? value[0] : value);
  const inner = membersOf(outer["error"]);
  const message = [inner["message"], outer["error"], outer["message"], outer["detail"]].find(
    (candidate) => typeof candidate === "string",
  );
  const kinds = [inner["code"], inner["type"]].filter((kind) => typeof kind === "string");
  const field = inner["param"];
  return {
    ...(message !== undefined && { message }),
    kinds,
    ...(typeof field === "string" && { field }),
  };
}

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  value !== null && typeof value === "object" ? { ...value } : {};
