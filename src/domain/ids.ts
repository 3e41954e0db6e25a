import { hash } from "node:crypto";

/** Hexadecimal digits of an id: 80 bits, so that a billion ids meet with a chance below one in a million. */
const idDigits = 20;

/**
 * SHA-256 of the parts joined by the unit separator, which normalised text never holds. In SQL:
 * `prefix || '_' || substr(sha256(concat_ws(chr(31), a, b)), 1, 20)`.
 */
const idOf = (prefix: string, ...parts: readonly string[]): string => {
  const digest = hash("sha256", parts.join("\u001f"), "hex");
  return `${prefix}_${digest.slice(0, idDigits)}`;
};

/** `site/sku`, and `site/sku@2` once the sku names a second thing. */
export const productId = (site: string, sku: string, epoch: number): string =>
  epoch === 1 ? `${site}/${sku}` : `${site}/${sku}@${epoch}`;

/** @param normalisedText the query as `text/normalise-query` gives it */
export const queryId = (site: string, locale: string, normalisedText: string): string =>
  idOf("query", site, locale, normalisedText);

export const pairId = (behaviour: string, headA: string, headB: string): string =>
  idOf("pair", behaviour, headA, headB);

/**
 * @param productType in lower case: two spellings are one type
 * @param attribute in lower case; null: the type itself is meant
 */
export const productTypeId = (
  locale: string,
  productType: string,
  attribute: string | null = null,
): string => idOf("type", locale, productType, ...(attribute === null ? [] : [attribute]));

/** @param parameters as canonical JSON */
export const callId = (model: string, prompt: string, parameters: string, draw: number): string =>
  idOf("call", model, prompt, parameters, String(draw));

/** Stands for the call of a candidate that was ranked from a closed list: no model was asked. */
export const listCall = (list: string, relation: string): string => `list_${list}_${relation}`;
const isListCall = (call: string): boolean => call.startsWith("list_");

/** Stands for the call of a candidate that people said by what they bought together: no model was asked. */
export const behaviourCall = (relation: string): string => `behaviour_${relation}`;
export const isBehaviourCall = (call: string): boolean => call.startsWith("behaviour_");

/** Whether a model was asked. */
export const isModelCall = (call: string): boolean => !isListCall(call) && !isBehaviourCall(call);

export const claimId = (scope: string, head: string, relation: string, tail: string): string =>
  idOf("claim", scope, head, relation, tail);

/** The id of a node, made from its first normal form; nobody reads anything out of it again. */
export const nodeId = (firstNormalForm: string): string => idOf("node", firstNormalForm);

export const edgeId = (head: string, relation: string, node: string): string =>
  idOf("edge", head, relation, node);

/**
 * @param normalisedText the query as `text/normalise-query` gives it
 * @param product its sku, or its words where it has none
 */
export const judgementId = (
  site: string,
  locale: string,
  normalisedText: string,
  product: string,
): string => idOf("judgement", site, locale, normalisedText, product);

/** @param claim what the label is about, as one string */
export const labelId = (claim: string, annotator: string, round: number): string =>
  idOf("label", claim, annotator, String(round));
