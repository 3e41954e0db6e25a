import assert from "node:assert/strict";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { openStorePlace } from "../artifact/store-for-tests.ts";
import { edgeId, nodeId, queryId } from "../domain/ids.ts";
import { allRoutes } from "./all-routes.ts";
import { createApp } from "./app.ts";
import { servedGraph, smallGraph } from "./served-graph-for-tests.ts";
import { operatorKey, readerKey, shortestFirst, testServices } from "./services-for-tests.ts";

const place = await openStorePlace();
const queued: string[] = [];
const graph = await servedGraph(place, "version_1", smallGraph("sleep outside"), queued);
const { services, lines } = await testServices(place, graph, false, shortestFirst);
const app = createApp(services, "1.2.3");
const empty = createApp((await testServices(place, undefined)).services, "1.2.3");
const guarded = createApp((await testServices(place, graph, true)).services, "1.2.3");
after(() => graph.close());

/** What the tests look at, of all kinds of answers together. */
interface Answer {
  readonly version: string | null;
  readonly match: string;
  readonly queued: boolean;
  readonly total: number;
  readonly knowledge: readonly {
    readonly sentence: string;
    readonly pairs: number;
    readonly types: number;
  }[];
  readonly product?: { readonly id: string };
  readonly answers: readonly { readonly match?: string; readonly total: number }[];
  readonly model?: string;
  readonly products?: readonly { readonly id: string; readonly class: string }[];
  readonly unknown?: readonly string[];
  readonly error: { readonly code: string; readonly message: string; readonly hint: string };
}

const json = async (path: string, options?: RequestInit) => {
  const response = await app.request(path, options);
  return {
    status: response.status,
    body: (await response.json()) as Answer,
    headers: response.headers,
  };
};

const post = (body: string, type = "application/json", path = "/v1/knowledge") =>
  json(path, { method: "POST", body, headers: { "content-type": type } });

const rerank = (request: unknown) =>
  post(JSON.stringify(request), "application/json", "/v1/rerank");

/** A path of each route that is well formed. */
const examples: Readonly<Record<string, string>> = {
  "/v1/query/knowledge": "/v1/query/knowledge?text=camping+gear",
  "/v1/products/{id}/knowledge": "/v1/products/tent/knowledge",
  "/v1/pairs/knowledge": "/v1/pairs/knowledge?query=camping+gear&product=tent",
  "/v1/intents/{id}": `/v1/intents/${nodeId("sleep outside")}`,
  "/v1/search": "/v1/search?text=te",
  "/v1/edges/{id}": "/v1/edges/edge_0",
};

/** What is posted to a route that is well formed. */
const bodies: Readonly<Record<string, unknown>> = {
  "/v1/knowledge": { heads: [{ query: "camping gear" }] },
  "/v1/rerank": { query: "camping gear", products: [{ id: "1", title: "Fir Tent" }] },
};

const requestOf = ({ method, path }: (typeof allRoutes)[number]): [string, RequestInit] => [
  examples[path] ?? path,
  method === "post"
    ? {
        method: "POST",
        body: JSON.stringify(bodies[path]),
        headers: { "content-type": "application/json" },
      }
    : {},
];

test("every answer of success has the form that its route declares", async () => {
  for (const route of allRoutes.filter(({ answer }) => answer.contentType === "application/json")) {
    const response = await app.request(...requestOf(route));
    if (route.path === "/v1/edges/{id}") continue;
    assert.equal(response.status, 200, route.path);
    route.answer.schema.parse(await response.json());
  }
});

test("every route wants the role that it declares", async () => {
  const keys = [undefined, "wrong", readerKey, operatorKey];
  for (const route of allRoutes) {
    const statuses: number[] = [];
    for (const key of keys) {
      const [path, options] = requestOf(route);
      const headers = new Headers(options.headers);
      if (key !== undefined) headers.set("authorization", `Bearer ${key}`);
      const { status } = await guarded.request(path, { ...options, headers });
      statuses.push(status === 401 || status === 403 ? status : 0);
    }
    const expected = {
      public: [0, 0, 0, 0],
      reader: [401, 401, 0, 0],
      operator: [401, 401, 403, 0],
    }[route.role];
    assert.deepEqual(statuses, expected, `${route.method} ${route.path}`);
  }
});

test("a query is answered with the version, and a miss is queued by its id alone", async () => {
  const { body } = await json("/v1/query/knowledge?text=CAMPING++gear&limit=1");
  assert.deepEqual([body.version, body.match, body.total], ["version_1", "exact", 1]);
  assert.equal(body.knowledge[0]?.sentence, "usedFor: sleep outside.");
  assert.deepEqual(queued.splice(0), []);
  const missed = await json("/v1/query/knowledge?text=secret+wish");
  assert.deepEqual([missed.status, missed.body.match, missed.body.queued], [200, "none", true]);
  assert.deepEqual(queued.splice(0), [queryId("shop", "en-US", "secret wish")]);
});

test("site and locale of a request go before those of the settings", async () => {
  const { body } = await json("/v1/query/knowledge?text=camping+gear&locale=de-DE");
  assert.equal(body.match, "none");
  queued.splice(0);
  const { body: named } = await json(
    "/v1/query/knowledge?text=camping+gear&site=shop&locale=en-US",
  );
  assert.equal(named.match, "exact");
});

test("a locale is compared without case, and with either line", async () => {
  for (const locale of ["en-us", "EN-US", "en_us", "eN-Us"]) {
    const search = `text=camping+gear&locale=${locale}`;
    assert.equal((await json(`/v1/query/knowledge?${search}`)).body.match, "exact", locale);
    const pair = await json(`/v1/pairs/knowledge?query=camping+gear&product=tent&locale=${locale}`);
    assert.equal(pair.status, 200);
    assert(JSON.stringify(pair.body).includes("sleep outside"), locale);
    const heads = [{ query: "camping gear", locale }];
    assert.equal((await post(JSON.stringify({ heads }))).body.answers[0]?.match, "exact", locale);
  }
  for (const locale of ["toolongatag", "en-a"]) {
    const { status, body } = await json(`/v1/query/knowledge?text=a&locale=${locale}`);
    assert.deepEqual([status, body.error.code], [400, "REQUEST_INVALID"], locale);
    assert.equal(body.error.message, "locale must be a language tag such as en-US");
  }
  assert.deepEqual(queued.splice(0), []);
});

test("bytes that are no UTF-8 are refused and not queued, in a body and escaped in an address", async () => {
  const latin = Buffer.from('{"heads":[{"query":"caf\u00e9"}]}', "latin1");
  const posted = (body: Uint8Array<ArrayBuffer>, type: string) =>
    json("/v1/knowledge", { method: "POST", body, headers: { "content-type": type } });
  for (const { status, body } of [
    await json("/v1/query/knowledge?text=caf%E9"),
    await json("/v1/query/knowledge?text=a%ED%A0%80"),
    await json("/v1/search?text=%C3"),
    await json("/v1/products/caf%E9/knowledge"),
    await json("/v1/intents/%FF"),
    await posted(latin, "application/json"),
    // Cut off within a letter.
    await posted(Buffer.from('"\u00e9').subarray(0, 2), "application/json; charset=utf-8"),
  ]) {
    assert.deepEqual([status, body.error.code], [400, "REQUEST_NOT_UTF8"]);
    assert.match(body.error.hint, /UTF-8/);
  }
  for (const type of ["application/json; charset=latin1", 'application/json;charset="utf-16"']) {
    const { status, body } = await posted(latin, type);
    assert.deepEqual([status, body.error.code], [415, "CONTENT_TYPE_UNSUPPORTED"]);
    assert.match(body.error.hint, /as UTF-8/);
  }
  assert.deepEqual(queued.splice(0), []);
  const whole = Buffer.from('\ufeff{"heads":[{"query":"camping gear"}]}');
  for (const type of [
    "application/json",
    "application/json; charset=UTF-8",
    'application/json; charset="utf8"',
  ]) {
    assert.equal((await posted(whole, type)).body.answers[0]?.match, "exact", type);
  }
  // What is no escape stands for itself, as the standard has it.
  assert.equal((await json("/v1/query/knowledge?text=100%&limit=1")).status, 200);
  queued.splice(0);
});

test("a site of which nothing is known, and words of which nothing is left, are told and not queued", async () => {
  const heads = [{ query: "camping gear", site: "other" }];
  for (const { status, body } of [
    await json("/v1/query/knowledge?text=camping+gear&site=other"),
    await json("/v1/pairs/knowledge?query=camping+gear&product=tent&site=other"),
    await post(JSON.stringify({ heads })),
  ]) {
    assert.deepEqual([status, body.error.code], [404, "SITE_UNKNOWN"]);
    assert.match(body.error.hint, /knows shop;/);
  }
  for (const { status, body } of [
    await json("/v1/query/knowledge?text=%20%20"),
    await post(JSON.stringify({ heads: [{ query: "\ud800" }] })),
  ]) {
    assert.deepEqual([status, body.error.code], [400, "REQUEST_INVALID"]);
  }
  assert.deepEqual(queued.splice(0), []);
});

test("what is wrong is said in words", async () => {
  const told = async (path: string): Promise<string> => (await json(path)).body.error.message;
  assert.equal(await told("/v1/query/knowledge"), "text is missing");
  assert.equal(await told("/v1/query/knowledge?text="), "text must not be empty");
  assert.match(await told("/v1/query/knowledge?text=a&colour=red"), /not known here: colour$/);
  assert.match(await told("/v1/query/knowledge?text=a&__proto__=1"), /not known here: __proto__$/);
  assert.match(
    await told("/v1/query/knowledge?text=a&locale=klingon!!"),
    /^locale must be a language tag/,
  );
  assert.match(await told("/v1/search?text=a&limit=0"), /^limit must be a whole number from 1/);
  assert.equal((await post("{")).body.error.message, "The body is not JSON, or not whole");
  assert.equal((await post("")).body.error.message, "The body is empty");
  assert.equal((await post("{}")).body.error.message, "heads is missing");
  assert.equal((await post('{"heads":[]}')).body.error.message, "heads must have 1 or more");
});

test("a product is found by id, with its slash plain or escaped, and by sku", async () => {
  for (const id of ["shop%2Ftent", "shop/tent", "tent"]) {
    const { status, body } = await json(`/v1/products/${id}/knowledge`);
    assert.deepEqual([status, body.product?.id, body.total], [200, "shop/tent", 1], id);
  }
  const { status, body } = await json("/v1/products/tnt/knowledge");
  assert.deepEqual([status, body.error.code], [404, "PRODUCT_UNKNOWN"]);
  assert.match(body.error.hint, /tent/);
  const lamp = await json("/v1/products/lamp/knowledge");
  assert.deepEqual([lamp.body.queued, lamp.body.knowledge], [true, []]);
  assert.deepEqual(queued.splice(0), ["shop/lamp"]);
});

test("a product of which the log has nothing is answered with what its type gave, and is no miss", async () => {
  const { body } = await json("/v1/products/cold/knowledge");
  assert.deepEqual(
    [body.queued, body.knowledge.map(({ pairs, types }) => [pairs, types])],
    [false, [[0, 1]]],
  );
  assert.deepEqual(queued.splice(0), []);
});

test("many heads are answered in their order, an unknown product among them", async () => {
  const { body } = await post(
    JSON.stringify({
      heads: [{ product: "nope" }, { query: "camping gear" }, { product: "tent" }],
    }),
  );
  assert.equal(body.version, "version_1");
  assert.deepEqual(
    body.answers.map(({ match, total }) => [match, total]),
    [
      ["none", 0],
      ["exact", 1],
      [undefined, 1],
    ],
  );
});

const wrong: readonly (readonly [path: string, code: string, status: number])[] = [
  ["/v1/query/knowledge", "REQUEST_INVALID", 400],
  ["/v1/query/knowledge?text=", "REQUEST_INVALID", 400],
  [`/v1/query/knowledge?text=${"a".repeat(1001)}`, "REQUEST_INVALID", 400],
  ["/v1/query/knowledge?text=a&text=b", "REQUEST_INVALID", 400],
  ["/v1/query/knowledge?text=a&colour=red", "REQUEST_INVALID", 400],
  ...["0", "101", "-1", "1.5", "many", "", "1e1"].map(
    (limit) => [`/v1/search?text=a&limit=${limit}`, "REQUEST_INVALID", 400] as const,
  ),
  ["/v1/pairs/knowledge?product=tent", "REQUEST_INVALID", 400],
  ["/v1/pairs/knowledge?product=tent&query=a&with=lamp", "REQUEST_INVALID", 400],
  ["/v1/pairs/knowledge?product=nope&query=a", "PRODUCT_UNKNOWN", 404],
  ["/v1/intents/node_0", "INTENT_UNKNOWN", 404],
  [`/v1/edges/${edgeId("a", "b", "c")}`, "EDGE_UNKNOWN", 404],
  ["/v1/nothing", "ROUTE_UNKNOWN", 404],
  ["/nothing", "ROUTE_UNKNOWN", 404],
  ["/assets/nothing.js", "ROUTE_UNKNOWN", 404],
  ["/", "PAGE_NOT_BUILT", 404],
];

for (const [path, code, status] of wrong) {
  test(`${path.slice(0, 60)} is ${status} ${code}, with what to do`, async () => {
    const answer = await json(path);
    assert.deepEqual([answer.status, answer.body.error.code], [status, code]);
    assert.deepEqual(Object.keys(answer.body), ["error"]);
    assert(answer.body.error.hint.length > 5 && answer.body.error.message.length > 5);
  });
}

test("a wrong body is told from a wrong type and from one too large", async () => {
  const codes: unknown[] = [];
  for (const [body, type] of [
    ["{", undefined],
    ["{}", "text/plain"],
    ["{}", undefined],
    ['{"heads":[]}', undefined],
    ['{"heads":[{"query":"a","colour":1}]}', undefined],
    [JSON.stringify({ heads: Array(1001).fill({ query: "a" }) }), undefined],
    [" ".repeat(3_000_000), undefined],
  ] as const) {
    const answer = await post(body, type);
    codes.push([answer.status, answer.body.error.code]);
  }
  assert.deepEqual(codes, [
    [400, "REQUEST_JSON_BROKEN"],
    [415, "CONTENT_TYPE_UNSUPPORTED"],
    [400, "REQUEST_INVALID"],
    [400, "REQUEST_INVALID"],
    [400, "REQUEST_INVALID"],
    [400, "REQUEST_INVALID"],
    [413, "BODY_TOO_LARGE"],
  ]);
});

test("what is wrong with a head of a batch is told where it is", async () => {
  const told = async (...heads: readonly unknown[]): Promise<string> =>
    (await post(JSON.stringify({ heads }))).body.error.message;
  const either = "must have either query or product";
  assert.equal(await told({}), `heads.0 ${either}`);
  assert.equal(await told({ query: "a" }, 5), `heads.1 ${either}`);
  assert.equal(await told(null), `heads.0 ${either}`);
  assert.equal(await told({ query: "a", product: "b" }), `heads.0 ${either}`);
  assert.equal(await told({ query: 5 }), "heads.0.query must be a text");
  assert.equal(await told({ product: "" }), "heads.0.product must not be empty");
  assert.equal(await told({ query: "a", colour: 1 }), "heads.0 has what is not known here: colour");
});

test("products are ranked by their titles, given or of the graph, and those that nobody knows are named", async () => {
  const products = [
    { product: "shop/cold" },
    { id: "1", title: "A pole for many kinds of tents" },
    { product: "nowhere" },
    { product: "lamp" },
  ];
  const { status, body } = await rerank({ query: "camping gear", products });
  assert.equal(status, 200);
  assert.deepEqual(
    body.products?.map(({ id, class: of }) => [id, of]),
    [
      ["lamp", "E"],
      ["shop/cold", "I"],
      ["1", "I"],
    ],
  );
  assert.deepEqual([body.total, body.unknown], [3, ["nowhere"]]);
  assert.deepEqual([body.model, body.version], ["relevance_short", "version_1"]);
  const first = await rerank({ query: "camping gear", products, limit: 1 });
  assert.deepEqual([first.body.products?.length, first.body.total], [1, 3]);
  const given = await rerank({ query: "camping gear", products: products.slice(1, 2) });
  assert.equal(given.body.version, null);
});

test("what is wrong with a product to rank is told where it is", async () => {
  const told = async (products: readonly unknown[], query = "tent"): Promise<string> => {
    const { status, body } = await rerank({ query, products });
    assert.equal(status, 400);
    return body.error.message;
  };
  const either = "must have either id and title, or product";
  assert.equal(await told([{ id: "1" }]), `products.0 ${either}`);
  assert.equal(await told([{ product: "a" }, { title: "Tent" }]), `products.1 ${either}`);
  assert.equal(await told([{ id: "1", title: "" }]), "products.0.title must not be empty");
  assert.equal(await told([]), "products must have 1 or more");
  assert.equal(await told(Array(101).fill({ product: "tent" })), "products must have 100 or fewer");
});

test("a text has a sign that can be seen, whichever it is", async () => {
  for (const [blank, what] of [
    ["", "must not be empty"],
    [" ", "must have a sign that can be seen"],
    ["\u200b", "must have a sign that can be seen"],
    ["\u3000\u00a0\u0007\ufeff", "must have a sign that can be seen"],
  ] as const) {
    const escaped = encodeURIComponent(blank);
    const good = { id: "1", title: "Fir Tent" };
    for (const [name, { status, body }] of Object.entries({
      text: await json(`/v1/query/knowledge?text=${escaped}`),
      "text ": await json(`/v1/search?text=${escaped}`),
      query: await json(`/v1/pairs/knowledge?product=tent&query=${escaped}`),
      "heads.0.query": await post(JSON.stringify({ heads: [{ query: blank }] })),
      "query ": await rerank({ query: blank, products: [good] }),
      "products.1.title": await rerank({ query: "a", products: [good, { id: "2", title: blank }] }),
    })) {
      assert.equal(status, 400);
      assert.deepEqual(
        [body.error.code, body.error.message],
        ["REQUEST_INVALID", `${name.trim()} ${what}`],
      );
    }
  }
});

test("a body that is compressed is told so, and one that is too large what to do on either route", async () => {
  const headers = { "content-type": "application/json", "content-encoding": "gzip" };
  for (const path of ["/v1/rerank", "/v1/knowledge"]) {
    const compressed = await json(path, { method: "POST", body: gzipSync("{}"), headers });
    const { code, hint } = compressed.body.error;
    assert.deepEqual([compressed.status, code], [415, "CONTENT_ENCODING_UNSUPPORTED"]);
    assert.match(hint, /plain/);
    const large = await post(" ".repeat(3_000_000), "application/json", path);
    assert.equal(large.status, 413);
    assert.match(large.body.error.hint, /fewer heads, or fewer products with shorter titles/);
  }
  const plain = { ...headers, "content-encoding": "identity" };
  const body = JSON.stringify({ heads: [{ query: "camping gear" }] });
  assert.equal((await json("/v1/knowledge", { method: "POST", body, headers: plain })).status, 200);
});

test("without a model of relevance nothing is ranked, and the next step is told", async () => {
  const response = await empty.request("/v1/rerank", {
    ...{ method: "POST", body: JSON.stringify(bodies["/v1/rerank"]) },
    headers: { "content-type": "application/json" },
  });
  const { error } = (await response.json()) as Answer;
  assert.deepEqual([response.status, error.code], [503, "RELEVANCE_MODEL_MISSING"]);
  assert.match(error.hint, /cosmo run relevance/);
});

test("a wrong method is 405 and says which it takes", async () => {
  for (const route of allRoutes) {
    const { status, body, headers } = await json(examples[route.path] ?? route.path, {
      method: "DELETE",
    });
    assert.deepEqual([status, body.error.code], [405, "METHOD_NOT_ALLOWED"], route.path);
    assert.equal(headers.get("allow"), route.method.toUpperCase());
  }
});

test("without a graph it is there, not ready, and says what to do", async () => {
  assert.equal((await empty.request("/healthz")).status, 200);
  for (const path of ["/readyz", ...Object.values(examples)]) {
    const response = await empty.request(path);
    const { error } = (await response.json()) as { error: { code: string; hint: string } };
    assert.deepEqual([response.status, error.code], [503, "GRAPH_MISSING"], path);
    assert.match(error.hint, /cosmo run/);
  }
  const status = (await (await empty.request("/v1/status")).json()) as { version: unknown };
  assert.equal(status.version, null);
});

test("a fault is 500 with nothing of where it arose, and its place is reported without words", async () => {
  const broken = createApp(
    {
      ...services,
      status: () => {
        throw new Error("the words of a shopper");
      },
    },
    "1.2.3",
  );
  const response = await broken.request("/v1/status");
  const text = await response.text();
  assert.equal(response.status, 500);
  assert.match(text, /"code":"UNEXPECTED"/);
  assert.doesNotMatch(text, /shopper|\bat \S+:\d/);
  const report = lines.find((line) => line.startsWith("UNEXPECTED in a request"));
  assert.match(report ?? "", /app\.test\.ts/);
  assert.doesNotMatch(lines.join("\n"), /shopper/);
});

test("without keys another machine's name in Host is refused on every route", async () => {
  for (const route of allRoutes) {
    const [path, options] = requestOf(route);
    const named = async (of: typeof app, host: string) => {
      const headers = new Headers(options.headers);
      headers.set("host", host);
      headers.set("authorization", `Bearer ${operatorKey}`);
      const response = await of.request(path, { ...options, headers });
      const isJson = response.headers.get("content-type") === "application/json";
      const { error } = isJson ? ((await response.json()) as Partial<Answer>) : {};
      return [response.status, error?.code].includes("HOST_REFUSED") ? response.status : 0;
    };
    assert.equal(await named(app, "rebound.example:3210"), 403, route.path);
    assert.equal(await named(app, "localhost:3210"), 0, route.path);
    assert.equal(await named(guarded, "shop.example"), 0, route.path);
  }
});

test("log and metrics have routes and statuses, and never words", async () => {
  await json("/v1/query/knowledge?text=unmistakable");
  await json("/v1/products/unmistakable/knowledge");
  await rerank({ query: "unmistakable", products: [{ product: "unmistakable" }] });
  services.log.flush();
  const text = await (await app.request("/metrics")).text();
  for (const said of [lines.join("\n"), text]) {
    assert.doesNotMatch(said, /unmistakable/);
    assert.match(said, /\/v1\/query\/knowledge/);
  }
  assert.match(
    text,
    /cosmo_requests_total\{route="\/v1\/products\/\{id\}\/knowledge",status="404"\}/,
  );
  assert.match(text, /cosmo_matches_total\{match="none",knowledge="none"\} \d/);
  assert.match(text, /cosmo_matches_total\{match="exact",knowledge="some"\} \d/);
  assert.match(text, /cosmo_graph_behind 0/);
  assert.match(text, /cosmo_queued_heads 7/);
  // Counted, but of no duration: nobody measured how long it takes to find no route.
  assert.match(text, /cosmo_requests_total\{route="unknown",status="404"\}/);
  assert.doesNotMatch(text, /cosmo_request_seconds\w*\{[^}]*route="unknown"/);
});

interface OpenApi {
  readonly openapi: string;
  readonly info: { readonly version: string };
  readonly paths: Readonly<
    Record<
      string,
      Readonly<Record<string, { readonly description: string; readonly security?: unknown }>>
    >
  >;
  readonly components: { readonly securitySchemes?: Readonly<Record<string, unknown>> };
}

const documentOf = async (of: typeof app): Promise<OpenApi> =>
  (await (await of.request("/openapi.json")).json()) as OpenApi;

test("the OpenAPI document has every route with its role, and keys only where there are some", async () => {
  const body = await documentOf(app);
  assert.equal(body.openapi, "3.1.0");
  assert.equal(body.info.version, "1.2.3");
  for (const { path, method, role } of allRoutes) {
    assert.equal(body.paths[path]?.[method]?.description, `Role: ${role}.`);
    assert.equal(body.paths[path]?.[method]?.security, undefined);
  }
  const withKeys = await documentOf(guarded);
  assert.deepEqual(withKeys.paths["/v1/status"]?.["get"]?.security, [{ key: [] }]);
  assert.equal(withKeys.paths["/healthz"]?.["get"]?.security, undefined);
  assert.deepEqual(Object.keys(withKeys.components.securitySchemes ?? {}), ["key"]);
});
