import type { GenerateRequest, Generation, LanguageModel } from "../language-model.ts";
import { notBilled } from "../not-billed.ts";
import { exchange } from "./exchange.ts";
import { listedModels } from "./listed-models.ts";
import { mayBeBilled } from "./may-be-billed.ts";
import { quotaFrom } from "./quota-headers.ts";
import { filteredRequest, readAnswer } from "./read-answer.ts";
import { isFiltered, refusal } from "./refusal.ts";
import { requestBody } from "./request-body.ts";
import { schemaRefusal } from "./schema-refusal.ts";
import { modelServer, type OpenAiCompatibleOptions } from "./server.ts";

/**
 * A model behind a server that speaks OpenAI's chat completions
 * (https://platform.openai.com/docs/api-reference/chat), as most servers and gateways do. `draw` is
 * sent as the seed. Stop strings behind the fourth are looked for here. Tokens are 0 where the server does not count them.
 *
 * The host is part of `id`: under one name two servers may hold different weights (local servers
 * often take any name), and serving the answers of one as those of the other would be a silent
 * error in every lineage, while asking twice is only dear and can be seen.
 *
 * @throws CosmoError MODEL_ADDRESS_INVALID or MODEL_KEY_MALFORMED, here; from `generate`
 *   MODEL_UNREACHABLE, MODEL_CONNECTION_LOST, MODEL_TIMEOUT, MODEL_KEY_REFUSED, MODEL_NOT_FOUND,
 *   MODEL_QUOTA_EXHAUSTED, MODEL_RATE_LIMITED, MODEL_SCHEMA_REFUSED, MODEL_SERVER_FAILED, PROMPT_TOO_LONG,
 *   MODEL_REQUEST_REFUSED, MODEL_ANSWER_UNREADABLE. No message holds the key.
 */
export function openAiCompatibleModel(options: OpenAiCompatibleOptions): LanguageModel {
  const server = modelServer(options);

  const generate = async (request: GenerateRequest, signal: AbortSignal): Promise<Generation> => {
    const body = requestBody(server, request);
    const response = await exchange(server, "/chat/completions", body, signal);
    if (response.status >= 200 && response.status < 300) {
      const generation = readAnswer(server, request, response.body);
      const quota = quotaFrom(response.headers, server.clock());
      return quota === undefined ? generation : { ...generation, quota };
    }
    if (isFiltered(response)) return filteredRequest(server, request, response.body);
    const refused = request.schema && schemaRefusal(server, response);
    if (refused) throw notBilled(refused);
    const names = response.status === 404 ? await listedModels(server, signal) : undefined;
    const error = refusal(server, response, names);
    throw mayBeBilled(response.status) ? error : notBilled(error);
  };

  return {
    id: server.id,
    generate,
    close: async () => server.address.agent.destroy(),
  };
}
