/**
 * Where a title or query begins to speak to a model, as `asData` leaves it. No list is whole: it is what people
 * write who try this, in the languages that are common in catalogues. What it finds is not taken out of a prompt;
 * answers that say it again are dropped.
 */
const signs: readonly RegExp[] = [
  // "Ignore the above", "forget everything"
  /\b(?:ignore|disregard|forget|override|bypass)\b(?=.{0,40}\b(?:above|before|previous|prior|earlier|instructions?|rules?|prompt|all|everything|marks?)\b)/iu,
  /\bignorier\w*\b|\bvergiss\b(?=.{0,30}\b(?:alles|anweisungen)\b)|\bantworte\b(?=.{0,10}\bnur\b)/iu,
  /\bignore[zs]?\s+(?:les?|la|as?|os?|toutes?|tous|todas?|todos?)\b|\brépond(?:ez|s)?\s+(?:uniquement|seulement)\b/iu,
  /\bignor(?:a|e|en|ate)\s+(?:las?|los?|le|gli|todas?|todos?|tutte?)\b|\b(?:responde|responda|rispondi)\s+(?:solo|sólo|apenas|solamente|soltanto)\b/iu,
  /игнорируй|забудь|ответь только/iu,
  /忽略|无视|無視|只回答|だけ答え/u,
  /تجاهل|أجب فقط/u,
  // "Answer only", "say PWNED", "reply with", "must answer"
  /\b(?:answer|reply|respond)\b(?=\s+(?:only|with|by|just|exactly)\b)|\b(?:output|print|say|write|repeat)\b(?=.{0,60}\b(?:times|every|instead|everything|only|instructions?)\b)/iu,
  /\b(?:say|answer|write)\b(?=.{0,60}\band stop\b)|\(\(\w+\)\)|\$\(\w+\)/iu,
  /\b(?:must|always|now|and|then|should)\s+(?:answer|reply|respond|say|output|print|write|repeat|recommend)\b/iu,
  /\b(?:instead|please|data|instruction\)?)\W{0,6}(?:answer|say|output|print|write|recommend)\b|\bnew (?:task|instructions?)\s*:|\bdear (?:ai|model|assistant)\b|\bend (?:the list|of (?:data|prompt|list))\b/iu,
  /\byou are\b(?=.{0,40}\b(?:now|assistant|model|ai|bot|salesman)\b)/iu,
  // Who speaks, and parts of a prompt
  /(?:^|[\s("'])(?:system|assistant|developer|user|human|ai|answer|question|instruction|response)\)?\s*:/iu,
  /#\s*(?:instruction|response|system)\b/iu,
  // Signs of chat templates
  /\(\|?\/?\s?(?:im_start|im_end|system|assistant|user|end|endoftext|eot_id|start_header_id|end_header_id|end_of_turn|start_of_turn)\b/iu,
  /\(\/?INST\)|\(\(?\/?SYS\)?\)|\(\/s\)|\(\/?(?:instruction|prompt)\)|\(!-+/iu,
  // Fields of a structured answer
  /["']?\b(?:answers?|reasoning|plausible|verdict|score)\b["']?\s*:/iu,
  // A list of its own
  /(?:^|\s)1[.)]\s+\S.*\s2[.)]\s+\S/u,
];

/** Index of the first sign that a text speaks to a model; undefined where there is none. */
export function instructionAt(text: string): number | undefined {
  const found = signs.map((sign) => text.search(sign)).filter((at) => at >= 0);
  return found.length === 0 ? undefined : Math.min(...found);
}
