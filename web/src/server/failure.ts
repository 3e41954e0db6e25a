/** Why there is no answer: nobody answered, or the server refused with code, message and next step. */
export type Failure =
  | { readonly kind: "unreachable" }
  | {
      readonly kind: "refused";
      readonly status: number;
      readonly code: string;
      readonly message: string;
      readonly hint: string;
    };

/** The server wants a key, or a better one. */
export const isAboutKey = (failure: Failure): boolean =>
  failure.kind === "refused" && (failure.status === 401 || failure.status === 403);

export const isAboutMissingGraph = (failure: Failure): boolean =>
  failure.kind === "refused" && failure.status === 503;
