import { hashOf } from "../../domain/hash.ts";
import type { RelevanceSettings } from "../relevance-settings.ts";
import type { BaseModel } from "./reranker-card.ts";

/** Raised when the same judgements would give another model than before. */
export const rerankerVersion = 6;

/** All that decides what is learnt. */
export interface RerankerIdentity {
  /** Hash of the judgements. */
  readonly content: string;
  readonly base: Pick<BaseModel, "sha256" | "tokenizerSha256">;
  readonly settings: Pick<RelevanceSettings, "cuts" | "epochs" | "words">;
  readonly seed: number;
}

/** The name of a model of relevance, known before it is learnt: a hash of what goes in. */
export function rerankerId({ content, base, settings, seed }: RerankerIdentity): string {
  const { cuts, epochs, words } = settings;
  const { sha256, tokenizerSha256 } = base;
  const recipe = [rerankerVersion, content, sha256, tokenizerSha256, cuts, epochs, words, seed];
  return `relevance_${hashOf(recipe).slice(0, 20)}`;
}
