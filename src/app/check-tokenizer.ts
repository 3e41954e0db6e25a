import { type Finding, failed, well } from "./finding.ts";
import type { AskedModel } from "./ports.ts";

/**
 * By what plans count the tokens of a model's prompts. Nothing is asked.
 * @param check what the model is called among the findings
 */
export async function checkTokenizer(model: AskedModel, check: string): Promise<Finding> {
  const named = `${check}, tokenizer`;
  try {
    const { by, name, next } = await model.tokenCounting();
    return by === "bytes"
      ? well(named, `is not known: plans reckon tokens from ${name}`, next)
      : well(named, `plans count tokens by ${name}`, next);
  } catch (error) {
    return failed(named, error);
  }
}
