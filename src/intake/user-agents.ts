/**
 * What programs that read the web call themselves; `Cubot` is a telephone. `okhttp`, `axios` and `node-fetch` are not among
 * them: shoppers' apps, and pages that are made on a server, ask by these.
 */
const botNames =
  /(?<!cu)bot\b|crawler|spider|slurp|crawling|mediapartners|facebookexternalhit|headlesschrome|phantomjs|lighthouse|pingdom|uptime|monitoring|scrapy|python-requests|python-urllib|aiohttp|httpclient|go-http-client|libwww|java\/\d|curl\/|wget\//i;

/** Whether a user agent names a program that is no shopper's browser. */
export const isBotAgent = (userAgent: string | null): boolean =>
  userAgent !== null && botNames.test(userAgent);
