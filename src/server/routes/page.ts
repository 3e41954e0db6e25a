import { z } from "zod";
import { defineRoute } from "../route.ts";

export const pageRoute = defineRoute({
  method: "get",
  path: "/",
  alsoAt: ["/:file{[^/]+\\.[a-z0-9]+}", "/assets/:file"],
  role: "public",
  summary: "The page, and what it is made of",
  answer: { contentType: "text/html", schema: z.string() },
  errors: [404],
  handle: (_input, { page }, { path }) => page.reply(path),
});
