import type { EpochResult } from "../../learning/checkpoint.ts";
import type { ClassDecision } from "../../learning/class-decision.ts";
import type { Recipe } from "../../learning/fit.ts";

/** The published encoder that learning begins from. */
export interface BaseModel {
  readonly model: string;
  readonly licence: string;
  /** Where it is published. */
  readonly source: string;
  /** Of its weights, and of its tokenizer. */
  readonly sha256: string;
  readonly tokenizerSha256: string;
}

/** How well a way to predict tells the classes of the validation side. */
export interface ValidationRow {
  readonly id: string;
  /** From 0 to 1. */
  readonly macroF1: number;
  readonly microF1: number;
  /** The mean over queries whose products are not all worth the same; null where there is none. */
  readonly ndcg: number | null;
  /** The mean of −log of what the true class was given. */
  readonly logLoss: number;
  /** Of what the model is compared with alone. */
  readonly moreLogLoss?: MoreLogLoss;
}

/** How much more log loss a control or a part has than the model: below 0 it tells more. With a 95 % interval over query groups. */
export interface MoreLogLoss {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

export interface CountedSide {
  readonly judgements: number;
  /** Queries, those that say nearly the same counted as one. */
  readonly queryGroups: number;
}

/** What a model of relevance says of itself. */
export interface RerankerCard {
  readonly id: string;
  readonly version: number;
  /** ISO 8601. */
  readonly learntAt: string;
  readonly base: BaseModel;
  readonly judgements: {
    /** Hash of the rows that were imported. */
    readonly content: string;
    /** Of those with a title. */
    readonly byClass: Readonly<Record<string, number>>;
    readonly withoutTitle: number;
  };
  readonly split: {
    readonly by: "groups of queries";
    readonly learn: CountedSide;
    readonly validation: CountedSide;
  };
  readonly recipe: Recipe & {
    /** How much faster the head learns than the encoder. */
    readonly headRateFactor: number;
    /** Another number of threads may give other last bits. */
    readonly threads: number;
  };
  /** From the worst to the best: the columns of `probabilities`. */
  readonly classes: readonly string[];
  /** What it is worth to be of each class: `score` is the mean of them by the probabilities. */
  readonly gains: readonly number[];
  /** Of each text, without marks: what is beyond is cut off. */
  readonly mostTokens: { readonly query: number; readonly product: number };
  /** Logits are divided by it; it is in the graph already. */
  readonly temperature: number;
  /** How much words count beside the encoder where log-probabilities are pooled, from 0 to 1; 0: not at all, or there are none. */
  readonly wordsShare: number;
  /** How much a class's rarity counts for it where one class is decided for. */
  readonly decision: ClassDecision;
  readonly epochs: readonly EpochResult[];
  /**
   * Controls and parts, then the model, on the validation side, by which the encoder's epoch and temperature, the share of words and all
   * decisions were chosen: no test figures. They flatter the model, and so do its intervals against controls.
   */
  readonly validation: readonly ValidationRow[];
}
