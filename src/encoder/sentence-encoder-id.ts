export interface SentenceEncoderIdentity {
  readonly name: string;
  /** Of the weights. */
  readonly sha256: string;
  readonly tokenizerSha256: string;
  readonly maxTokens: number;
}

/** An encoder's id: weights, tokenizer, pooling, truncation. Whatever moves a vector is in it. */
export const sentenceEncoderId = (encoder: SentenceEncoderIdentity): string =>
  [
    encoder.name,
    encoder.sha256.slice(0, 12),
    encoder.tokenizerSha256.slice(0, 12),
    "mean",
    encoder.maxTokens,
  ].join("/");
