import assert from "node:assert/strict";
import { test } from "node:test";
import { CosmoError } from "../domain/cosmo-error.ts";
import { configurationSchema } from "./configuration.ts";
import { configuredModels } from "./configured-models.ts";
import { parseConfiguration, readConfiguration } from "./read-configuration.ts";

const read = (text: string) => parseConfiguration(text, "cosmo.yaml");

function errorOf(text: string): CosmoError {
  try {
    read(text);
  } catch (error) {
    if (error instanceof CosmoError) return error;
    throw error;
  }
  throw new Error(`${text} was accepted`);
}

test("an empty file, and one with comments alone, is all defaults", () => {
  const defaults = configurationSchema.parse({});
  assert.deepEqual(read(""), defaults);
  assert.deepEqual(read("# site: mine\n"), defaults);
});

test("a setting that is left empty is its default, and so is a section", () => {
  const text = "site:\ngeneration:\n#   limit-pairs: 300\nsql:\n  threads:\n";
  assert.deepEqual(read(text), configurationSchema.parse({}));
});

test("names are in kebab case, values as they stand", () => {
  const { mining, generation } = read(
    "mining: { search-buy: { within-minutes: 10 } }\ngeneration: { relations: [usedFor, is-a] }",
  );
  assert.equal(mining.searchBuy.withinMinutes, 10);
  assert.deepEqual(generation.relations, ["usedFor", "is-a"]);
});

test("a setting in camel case is unknown, with the name that is meant; names of a person's own stay", () => {
  assert.throws(() => parseConfiguration("mining:\n  coBuy: { strongest: 0.4 }", "cosmo.yaml"), {
    code: "CONFIGURATION_INVALID",
    message: "cosmo.yaml: line 2: unknown setting mining.coBuy",
    hint: "Did you mean co-buy?",
  });
  for (const own of [
    "language-models: { myModel: { base-url: 'http://a', model: m, extra-body: { topK: 1 } } }",
    "graph: { plausibility-by-relation: { usedFor: 0.6 } }",
    "sql: { engine: spark, spark-settings: { spark.sql.shuffleTracking: 1g } }",
  ]) {
    parseConfiguration(own, "cosmo.yaml");
  }
});

test("a master without Spark is an error: nothing would go there", () => {
  assert.throws(() => parseConfiguration("sql: { master: 'spark://a:7077' }", "cosmo.yaml"), {
    code: "CONFIGURATION_INVALID",
    message: /sql\.master.*engine: spark/,
  });
});

test("base-url alone says that a server is meant; without it the embedded model is", () => {
  const served = read("language-model: { base-url: http://127.0.0.1:8080/v1, model: large }");
  assert.equal(served.languageModel.provider, "openai-compatible");
  assert.equal(served.languageModel.answers.form, "list");
  assert.equal(read("language-model: { workers: 3 }").languageModel.provider, "embedded");
});

const several = `language-models:
  small: { base-url: http://a.example/v1, model: s }
  large-one: { base-url: http://b.example/v1, model: l }
`;

test("of several models the one with the role explains, and another may mend", () => {
  const configuration = read(`${several}roles: { generate: large-one, rewrite: small }`);
  const { languageModel } = configuration;
  assert(languageModel.provider === "openai-compatible");
  assert.equal(languageModel.model, "l");
  assert.deepEqual(
    configuredModels(configuration).map(({ name, section, roles }) => [name, section, roles]),
    [
      ["small", "language-models.small", ["rewrite"]],
      ["large-one", "language-models.large-one", ["generate"]],
    ],
  );
});

test("without a rewriter the model that explains mends; one model has all roles", () => {
  const rolesOf = (text: string) => configuredModels(read(text)).map(({ roles }) => roles);
  const both = ["generate", "rewrite"];
  assert.deepEqual(rolesOf(`${several}roles: { generate: small }`), [both, []]);
  assert.deepEqual(rolesOf("language-models: { own: { workers: 1 } }"), [both]);
  assert.deepEqual(rolesOf(""), [both]);
  assert.deepEqual(
    configuredModels(read("")).map(({ section }) => section),
    ["language-model"],
  );
});

test("a model judges where critic.by says so: the one of roles.judge, or the one that explains", () => {
  const judging = "\ncritic: { by: language-model }";
  const rolesOf = (text: string) => configuredModels(read(text)).map(({ roles }) => roles);
  assert.deepEqual(rolesOf(`${several}roles: { generate: small, judge: large-one }${judging}`), [
    ["generate", "rewrite"],
    ["judge"],
  ]);
  assert.deepEqual(rolesOf(`${several}roles: { generate: small }${judging}`), [
    ["generate", "rewrite", "judge"],
    [],
  ]);
  assert.deepEqual(rolesOf(`${several}roles: { generate: small, judge: large-one }`)[1], []);
});

test("an embedded model can't judge, which is told where it was chosen, with what to do", () => {
  const judging = "critic: { by: language-model }\n";
  const alone = errorOf(judging);
  assert.equal(alone.code, "CONFIGURATION_INVALID");
  assert.match(alone.message, /line 1: .*needs a served model, and language-model is embedded/);
  assert.match(alone.hint, /base-url.*roles\.judge.*critic\.by: labels/);
  const named = errorOf(
    `${judging}language-models: { own: { workers: 1 }, served: { base-url: http://a.example/v1, model: m } }
roles: { generate: served, judge: own }`,
  );
  assert.match(named.message, /line 3: .*language-models\.own is embedded/);
  assert.match(
    errorOf(`${several}roles: { generate: small, judge: larg-one }`).hint,
    /Did you mean large-one/,
  );
});

test("the variable of a key may be written plain, in a block and in braces", () => {
  const variable = `\${THE_KEY}`;
  const others = "base-url: http://a.example, model: m";
  for (const text of [
    `language-model:\n  base-url: http://a.example\n  model: m\n  api-key: ${variable}  # from us`,
    `language-model: { ${others}, api-key: ${variable} }`,
    `language-model: { api-key: ${variable}, ${others} }`,
    `language-model: { ${others}, api-key: '${variable}' }`,
  ]) {
    const { languageModel } = read(text);
    assert(languageModel.provider === "openai-compatible");
    assert.equal(languageModel.apiKey, variable);
  }
});

test("a key itself is refused and not repeated, broken line or not", () => {
  for (const value of ["sk-secret", "'sk-secret", "{ sk-secret"]) {
    const text = `language-model:\n  base-url: http://a.example\n  model: m\n  api-key: ${value}`;
    const { message, hint } = errorOf(text);
    assert.match(message, /line 4/);
    assert.doesNotMatch(message + hint, /secret/);
  }
});

const wrong: readonly (readonly [string, string, string])[] = [
  ["generaton: {}", "line 1: unknown setting generaton", "Did you mean generation?"],
  ["colour: red", "line 1: unknown setting colour", "Known here: site, locale, time-zone,"],
  [
    "site: mine\nmining:\n  search-buy:\n    within-minuts: 3",
    "line 4: unknown setting mining.search-buy.within-minuts",
    "Did you mean within-minutes?",
  ],
  ["other-thing:\n  deep:\n    1", "line 1: unknown setting other-thing", "Known here: site,"],
  [
    "language-model:\n  batch: true",
    "line 2: language-model.batch: batch jobs are for servers",
    "",
  ],
  ["language-model: { workrs: 2 }", "unknown setting language-model.workrs", "mean workers?"],
  [
    "language-model:\n  base-url: http://a.example\n  modell: m",
    "line 3: unknown setting language-model.modell",
    "Did you mean model?",
  ],
  [
    "\nlanguage-model:\n  base-url: http://a.example",
    "line 2: language-model.model is missing",
    "",
  ],
  ["language-model:\n  model: m", "line 1: language-model.base-url is missing", "Add it"],
  ["language-model: { provider: openai }", "provider: ", "Correct the value"],
  [
    `${several}language-model: { workers: 1 }\nroles: { generate: small }`,
    "line 1: language-models and language-model are both there",
    "under a name of its own, or remove one",
  ],
  [several, "line 1: language-models names several", "Add `roles: { generate: small }`"],
  [
    `${several}roles:\n  generate: small\n  rewrite: largeone`,
    'line 6: roles.rewrite: there is no model "largeone"',
    "Did you mean large-one?",
  ],
  ["roles: { generate: large }", "roles.generate: there is no model", "Known: language-model."],
  ["roles: { mend: small }", "unknown setting roles.mend", "Known here: generate, rewrite, judge."],
  ["language-models: {}", "language-models: names no model", "Correct the value"],
  ["language-models: { Own: {} }", "language-models: a model's name is small letters", "Correct"],
  [
    "language-models:\n  own:\n    workrs: 2",
    "line 3: unknown setting language-models.own.workrs",
    "Did you mean workers?",
  ],
  ["generation:\n  limit-pairs: many", "line 2: generation.limit-pairs: ", "Correct the value"],
  ["generation:\n  relations: [usedFor,\n    3]", "line 3: generation.relations.1: ", "Correct"],
  [
    "generation:\n  scopes: [product-typ]",
    'line 2: generation.scopes.0: "product-typ" is not known here',
    "Did you mean product-type? Known here: product-type, product-type+attribute,",
  ],
  [
    "generation: { limit-types: 0 }",
    "generation.limit-types: ",
    "or leave the setting out: then all product types are asked about",
  ],
  [
    "generation: { scopes: product-type }",
    "line 1: generation.scopes: ",
    "Write it as a list: [product-type]",
  ],
  [
    "generation: { scopes: [query, query] }",
    "generation.scopes: names one of them twice",
    "Correct",
  ],
  ["sql: { threads: 0 }", "line 1: sql.threads: ", "Correct the value"],
  ["time-zone: Mars", "line 1: time-zone: must be an IANA name", "Correct the value"],
  ["locale: no_locale_at_all_", "line 1: locale: must be a language tag", "Correct the value"],
  [
    "language-model: { base-url: http://a.example/v1, model: m, extra-body: { max_tokens: 9 } }",
    "language-model.extra-body: cosmo decides of max_tokens",
    "Correct the value",
  ],
  ["just words", "the whole file: ", "Correct the value"],
];

for (const [text, message, hint] of wrong) {
  test(`${JSON.stringify(text)} is refused with its place and the next step`, () => {
    const error = errorOf(text);
    assert.deepEqual([error.code, error.exitCode], ["CONFIGURATION_INVALID", 2]);
    assert(error.message.startsWith("cosmo.yaml:"), error.message);
    assert(error.message.includes(message), error.message);
    assert(error.hint.includes(hint), error.hint);
  });
}

test("what is left out of answers is as usual for their form", () => {
  const answersOf = (model: string) =>
    parseConfiguration(`language-model: { ${model} }`, "cosmo.yaml").languageModel.answers;
  const served = "base-url: http://a.example/v1, model: m";
  const sampling = { temperature: 0.9, topP: 0.9 };
  assert.deepEqual(answersOf(`${served}, answers: { form: json, max-tokens: 2000 }`), {
    ...{ form: "json", count: 5, ...sampling, topK: 0, maxTokens: 2000 },
  });
  assert.equal(answersOf(`${served}, answers: { form: json }`).maxTokens, 600);
  assert.deepEqual(answersOf(`${served}, answers: { count: 3 }`), {
    ...{ form: "list", count: 3, ...sampling, topK: 0, maxTokens: 200 },
  });
  assert.equal(answersOf(`${served}, answers: { form: draws }`).topK, 0);
  assert.deepEqual(answersOf("answers: { count: 9 }"), {
    ...{ form: "draws", count: 9, ...sampling, topK: 40, maxTokens: 24 },
  });
});

test("what goes into a request besides is taken as it is written", () => {
  const body =
    "{ reasoning-effort: low, chat_template_kwargs: { enable_thinking: false, x: null } }";
  const { languageModel } = parseConfiguration(
    `language-model: { base-url: http://a.example/v1, model: m, extra-body: ${body} }`,
    "cosmo.yaml",
  );
  assert(languageModel.provider === "openai-compatible");
  assert.deepEqual(languageModel.extraBody, {
    "reasoning-effort": "low",
    chat_template_kwargs: { enable_thinking: false, x: null },
  });
});

test("what is no YAML is told in one line with its number", () => {
  for (const [text, line] of [
    ["site: a\nsite: b", 2],
    ["site: mine\nsql: [", 2],
    ["sql:\n\tthreads: 2", 2],
  ] as const) {
    const { code, message } = errorOf(text);
    assert.equal(code, "CONFIGURATION_UNREADABLE");
    assert(message.startsWith(`cosmo.yaml: line ${line}: `), message);
    assert(!message.includes("\n"), message);
  }
});

test("a folder without cosmo.yaml is no workspace", async () => {
  await assert.rejects(readConfiguration("/nowhere"), { code: "WORKSPACE_MISSING", exitCode: 2 });
});

test("a written null switches off what is on by default; what is left empty is as if it were not there", () => {
  const bots = (text: string) => parseConfiguration(text, "cosmo.yaml").mining.bots;
  const off = bots("mining: { bots: { searches: null, acts-per-minute: ~ } }");
  assert.deepEqual([off.searches, off.actsPerMinute], [null, null]);
  const usual = bots("");
  assert.deepEqual(bots("mining:\n  bots:\n    searches:\n"), usual);
  assert.deepEqual(bots("mining:\n"), usual);
  assert.ok(usual.searches !== null && usual.actsPerMinute !== null);
});
