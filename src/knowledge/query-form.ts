import { queryId } from "../domain/ids.ts";

/** Under what a normal form is found: as with queries, in its site and locale. */
export const formKey = (site: string, locale: string, form: string): string =>
  queryId(site, locale, form);
