import { jsonAnswer } from "../language-model/json-answer.ts";
import { normaliseText } from "../text/normalise.ts";
import type { AnswerForm } from "./answer-form.ts";
import { listedAnswers } from "./listed-answers.ts";

export interface AnswerLine {
  /** From 1. */
  readonly place: number;
  readonly rawText: string;
  /** Without number, quotes, a repeated stem and the final stop; empty when nothing is left. */
  readonly tail: string;
}

/** White space behind it tells a mark from "3.5 mm", "12:30" and "-20 degrees". */
const mark = /^\s*(?:\d{1,2}[.):]|[-*•])(?:\s+|$)/;
/** The number that a list was opened with, said again. */
const firstNumber = /^\s*1[.):]\s+/;
const quotes = /^["'«`]+|["'»`]+$/g;

/**
 * Cuts an answer into lines. A list was opened with `1.`, so its first line has no mark of its own;
 * a line that is not numbered after that belongs to the one before it. A draw is one line without a mark.
 * Some servers write the answer stem again, or the end of it: it is taken off. Of JSON, the items of `answers` are the
 * lines, whatever signs stand in them.
 *
 * @throws ZodError where JSON does not fit `listedAnswers`; such an answer is not served
 */
export function parseAnswer(
  text: string,
  form: AnswerForm["form"],
  answerStem: string,
): readonly AnswerLine[] {
  const stem = normaliseText(answerStem.split("\n", 1)[0] ?? "").replace(label, "");
  return rawLines(text, form, answerStem).map((rawText, index) => {
    const numbered = form === "list" ? (index ? mark : firstNumber) : undefined;
    const unmarked = numbered === undefined ? rawText : rawText.replace(numbered, "");
    return { place: index + 1, rawText: rawText.trim(), tail: tailOf(unmarked, stem) };
  });
}

/** What stands before a stem that is shown to a model as a part of its own. */
const label = /^(?:Answer|Beginning):\s*/;

function rawLines(text: string, form: AnswerForm["form"], answerStem: string): readonly string[] {
  if (form === "json") return jsonLines(text);
  const answer = withoutStem(text, answerStem);
  return form === "draws" ? [answer.split("\n", 1)[0] ?? ""] : listLines(answer);
}

function jsonLines(text: string): readonly string[] {
  const { answers } = listedAnswers.parse(jsonAnswer(text).value);
  return answers.length === 0 ? [""] : answers;
}

function withoutStem(text: string, answerStem: string): string {
  const trimmed = text.trimStart();
  return answerStem !== "" && trimmed.startsWith(answerStem)
    ? trimmed.slice(answerStem.length)
    : text;
}

function listLines(answer: string): readonly string[] {
  const lines: string[] = [];
  for (const line of answer.split("\n")) {
    if (line.trim() === "") continue;
    if (lines.length === 0 || mark.test(line)) lines.push(line);
    else lines.push(`${lines.pop()} ${line.trim()}`);
  }
  return lines.length === 0 ? [""] : lines;
}

function tailOf(text: string, stem: string): string {
  const line = normaliseText(text).replace(quotes, "").trim();
  return withoutBeginning(withoutBeginning(line, stem), stem.replace(/[«»]/g, ""))
    .trim()
    .replace(/[\s.,;:]+$/, "")
    .replace(quotes, "");
}

const withoutBeginning = (line: string, beginning: string): string =>
  line.toLowerCase().startsWith(beginning.toLowerCase()) ? line.slice(beginning.length) : line;
