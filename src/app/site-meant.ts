import { firstNames } from "../text/first-names.ts";

/** What `site` is where cosmo.yaml does not say it. */
const unnamedSite = "default";

/**
 * The site that requests mean which name none: the configured one, or where cosmo.yaml says none and all heads of the graph are
 * of one site, that one.
 *
 * @param sites of the graph's heads
 */
export function siteMeant(configured: string, sites: readonly string[]): string {
  const [only] = sites;
  return only !== undefined && sites.length === 1 && configured === unnamedSite ? only : configured;
}

/** What is wrong where the graph has nothing of the site that is meant; null where it has, or has nothing at all. */
export function siteProblem(configured: string, sites: readonly string[]): string | null {
  const meant = siteMeant(configured, sites);
  if (sites.length === 0 || sites.includes(meant)) return null;
  return `requests that name no site mean ${meant}, and the graph has ${firstNames(sites)}`;
}
