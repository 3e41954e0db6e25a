import { sentencesOf } from "./english.ts";

const listMarker = /^\s*(?:(\d{1,2})[.):]|[-*•])(?:\s+|$)/;
const abbreviation = /\p{L}\.\p{L}{1,2}\.$/u;
const wrapped = /^(?:"(.*)"|'(.*)'|\((.*)\)|\[(.*)\])$/;

/**
 * The sentences of a text without their final stop; pieces without a letter or digit are left out.
 * A line break ends a sentence, and a numbered list on one line is one sentence an item.
 *
 * @example segmentSentences("camping, hiking. They also") // ["camping, hiking", "They also"]
 */
export function segmentSentences(text: string): readonly string[] {
  return text
    .split(/[\r\n]+/)
    .flatMap(sentencesOfLine)
    .map(withoutStop)
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

function sentencesOfLine(line: string): readonly string[] {
  const marker = listMarker.exec(line);
  const rest = marker === null ? line : line.slice(marker[0].length);
  const sentences = rejoined(rest, sentencesOf(rest));
  return withoutListNumbers(sentences, marker === null ? undefined : Number(marker[1]));
}

/** Puts "Ph." and "D. students" together again, and leaves "camping.They" apart. */
function rejoined(line: string, pieces: readonly string[]): readonly string[] {
  const sentences: string[] = [];
  let end = 0;
  for (const piece of pieces) {
    const start = line.indexOf(piece, end);
    const touches = start === end && end > 0;
    if (touches && !/^\p{Lu}\p{Ll}/u.test(piece)) sentences.push(`${sentences.pop()}${piece}`);
    else sentences.push(piece);
    end = start + piece.length;
  }
  return sentences;
}

/** In "camping 2. hiking 3. fishing" a sentence seems to end with the number of the next item. */
function withoutListNumbers(
  sentences: readonly string[],
  first: number | undefined,
): readonly string[] {
  let next = (first ?? 1) + 1;
  return sentences.map((sentence, index) => {
    const follower = sentences[index + 1] ?? "";
    const inList = first !== undefined || next > 2 || /^\p{Ll}/u.test(follower);
    const number = /\s(\d{1,2})[.)]$/.exec(sentence);
    if (!inList || number === null || Number(number[1]) !== next) return sentence;
    next += 1;
    return sentence.slice(0, number.index);
  });
}

function withoutStop(sentence: string): string {
  const trimmed = sentence.trim();
  const open = abbreviation.test(trimmed) ? trimmed : trimmed.replace(/[\s.!?…,;:]+$/u, "");
  const inner = wrapped
    .exec(open)
    ?.slice(1)
    .find((content) => content !== undefined);
  if (inner !== undefined && !/["'()[\]]/.test(inner)) return withoutStop(inner);
  return /^["'][^"']*$/.test(open) ? open.slice(1).trimStart() : open;
}
