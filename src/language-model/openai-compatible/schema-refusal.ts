import { CosmoError } from "../../domain/cosmo-error.ts";
import type { ServerResponse } from "./exchange.ts";
import { saidBy } from "./said-by.ts";
import type { ModelServer } from "./server.ts";

/** How servers name what they do not take. */
const namesSchema = /response_?format|json_?schema|structured[ _]output|guided_json|grammar/i;

/**
 * A server that does not take the schema of a request says so by a status such as 400 and names it. Asking on
 * without a schema would be another question under the same id, so it is an error.
 */
export function schemaRefusal(
  { baseUrl, section }: ModelServer,
  { status, body }: ServerResponse,
): CosmoError | undefined {
  if (![400, 415, 422, 501].includes(status) || !namesSchema.test(body)) return undefined;
  return new CosmoError(
    "MODEL_SCHEMA_REFUSED",
    `${baseUrl} takes no schema of an answer. It answered ${status}: ${saidBy(body)}`,
    {
      hint: `Set ${section}.answers.form: list in cosmo.yaml, with a max-tokens of 200: lists need no schema. A model that judges claims needs one: name another in roles.judge.`,
      exitCode: 2,
    },
  );
}
