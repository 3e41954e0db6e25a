import { normaliseText } from "../text/normalise.ts";
import type { AnswerForm } from "./answer-form.ts";

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
 * Some servers write the answer stem again, or the end of it: it is taken off.
 */
export function parseAnswer(
  text: string,
  form: AnswerForm["form"],
  answerStem: string,
): readonly AnswerLine[] {
  const answer = withoutStem(text, answerStem);
  const rawLines = form === "draws" ? [answer.split("\n", 1)[0] ?? ""] : listLines(answer);
  const stem = normaliseText(answerStem.split("\n", 1)[0] ?? "").replace(/^Answer:\s*/, "");
  return rawLines.map((rawText, index) => {
    const unmarked = form === "draws" ? rawText : rawText.replace(index ? mark : firstNumber, "");
    return { place: index + 1, rawText: rawText.trim(), tail: tailOf(unmarked, stem) };
  });
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
