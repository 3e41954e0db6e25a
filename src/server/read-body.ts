import { bodyBrokenOff, bodyTooLarge, notUtf8 } from "./request-errors.ts";

/**
 * The body of a request as text, whether its length is announced or not. (hono's `bodyLimit` makes a new
 * request from a stream without saying that it is one, at which `fetch` objects.)
 * @param greatest bytes that it may have
 * @throws CosmoError BODY_TOO_LARGE; REQUEST_NOT_UTF8; REQUEST_MALFORMED where its client ends in the middle of it
 */
export async function readBody(request: Request, greatest: number): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > greatest) throw bodyTooLarge(greatest);
  if (request.body === null) return "";
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decoded = (chunk?: Uint8Array): string => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch (cause) {
      throw notUtf8("The body", "Send it as UTF-8.", cause);
    }
  };
  let [text, bytes] = ["", 0];
  for await (const chunk of wholly(request.body)) {
    bytes += chunk.length;
    if (bytes > greatest) throw bodyTooLarge(greatest);
    text += decoded(chunk);
  }
  return text + decoded();
}

/** Chunks until the end. One that never comes is no fault of ours. */
async function* wholly(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (cause) {
    throw bodyBrokenOff(cause);
  }
}
