import { bodyTooLarge } from "./request-errors.ts";

/**
 * The body of a request as text, whether its length is announced or not. (hono's `bodyLimit` makes a new
 * request from a stream without saying that it is one, at which `fetch` objects.)
 * @param greatest bytes that it may have
 * @throws CosmoError BODY_TOO_LARGE
 */
export async function readBody(request: Request, greatest: number): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > greatest) throw bodyTooLarge(greatest);
  if (request.body === null) return "";
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  for await (const chunk of request.body) {
    bytes += chunk.length;
    if (bytes > greatest) throw bodyTooLarge(greatest);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
