import type { GenerateRequest } from "../language-model.ts";

export const turnStart = "<|im_start|>";
export const turnEnd = "<|im_end|>";

/** A mark that the model knows as one token, or plain text in which marks have no power. */
export type Piece = { readonly mark: string } | { readonly text: string };

/**
 * The conversation up to where the answer begins, in the ChatML template (SmolLM2 and many others).
 * Without a system text there is no system turn: the template's own default one is not added, so that
 * exactly what was asked is sent.
 */
export function chatPieces({
  system,
  prompt,
}: Pick<GenerateRequest, "system" | "prompt">): readonly Piece[] {
  const turn = (role: string, text: string): Piece[] => [
    { mark: turnStart },
    { text: `${role}\n${text}` },
    { mark: turnEnd },
    { text: "\n" },
  ];
  return [
    ...(system === "" ? [] : turn("system", system)),
    ...turn("user", prompt),
    { mark: turnStart },
    { text: "assistant\n" },
  ];
}
