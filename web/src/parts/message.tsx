import { sentenceOf } from "../words/sentence-of.ts";

/** What the server says, with what it puts between backticks as code. */
export function Message({ text }: { text: string }) {
  return sentenceOf(text)
    .split(/`([^`]+)`/)
    .map((piece, place) =>
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name
      place % 2 === 1 ? <code key={place}>{piece}</code> : piece,
    );
}
