import assert from "node:assert/strict";
import { test } from "node:test";
import { GraphBuilder, type GraphValue } from "../onnx/graph-builder.ts";
import { type OnnxSession, openSession } from "../onnx/session.ts";
import { float32, int64 } from "../onnx/tensor.ts";
import { type CriticInput, contextOf, endsOf } from "./critic.ts";
import { criticInput, drawnEncoder, drawnVector, never } from "./critic-for-tests.ts";
import { featureNames } from "./features.ts";
import { onnxCritic } from "./onnx-critic.ts";

const dimensions = 4;
const relations = ["isA", "usedFor"];

interface Build {
  readonly graph: GraphBuilder;
  input(name: string, size?: number): GraphValue;
  /** Puts a number for each row out: the column of a matrix at this place. */
  column(name: string, from: GraphValue, place: number): void;
  /** As a probability: (1 + value) / 2, which keeps the parts of unit vectors within 0 to 1. */
  halved(from: GraphValue): GraphValue;
}

async function withCritic(
  build: (tools: Build) => void,
  use: (critic: ReturnType<typeof onnxCritic>, session: OnnxSession) => Promise<void>,
  differences?: readonly number[],
): Promise<void> {
  const graph = new GraphBuilder("brought along", { "": 20 });
  const number = (value: number): GraphValue => graph.constant(float32([value], []));
  build({
    graph,
    input: (name, size = dimensions) => graph.input(name, "float32", ["rows", size]),
    column(name, from, place) {
      const at = graph.constant(int64([place], []));
      graph.output(name, graph.node("Gather", [from, at], { axis: { int: 1 } }), "float32", [
        "rows",
      ]);
    },
    halved: (from) => graph.node("Mul", [graph.node("Add", [from, number(1)]), number(0.5)]),
  });
  const session = await openSession(graph.toBytes(), { threads: 1 });
  try {
    const critic = onnxCritic({
      id: "critic",
      session,
      encoder: drawnEncoder(dimensions),
      relations,
      name: "brought.onnx",
      ...(differences && { differences: async () => differences }),
    });
    await use(critic, session);
  } finally {
    await session.close();
  }
}

const inputs: readonly CriticInput[] = [
  criticInput({ counts: { spread: 0.3 } }),
  criticInput({ relation: "isA", tail: "shelter", sentence: "It is a shelter." }),
  criticInput({
    relation: "never seen",
    subject: "coBuy",
    query: null,
    products: [
      { title: "Lamp", type: null },
      { title: "Cells", type: "battery" },
    ],
  }),
];

const partOf = (text: string, place: number): number =>
  (1 + (drawnVector(text, dimensions)[place] ?? Number.NaN)) / 2;

function assertNear(found: readonly number[], expected: readonly number[]): void {
  assert.equal(found.length, expected.length);
  for (const [place, value] of expected.entries()) {
    assert.ok(Math.abs((found[place] ?? Number.NaN) - value) < 1e-6, `${found} for ${expected}`);
  }
}

test("a graph that asks for sentence and context is given their vectors", async () => {
  await withCritic(
    ({ input, column, halved }) => {
      column("plausibility", halved(input("sentence")), 2);
      column("typicality", halved(input("context")), 1);
    },
    async (critic) => {
      const judgements = await critic.judge(inputs, never);
      assertNear(
        judgements.map(({ plausibility }) => plausibility),
        inputs.map(({ sentence }) => partOf(sentence, 2)),
      );
      assertNear(
        judgements.map(({ typicality }) => typicality),
        inputs.map((one) => partOf(contextOf(one), 1)),
      );
      assert.deepEqual(
        judgements.map(({ uncertainty }) => uncertainty),
        [0, 0, 0],
        "it says nothing of it",
      );
    },
  );
});

test("tail, first and second are the vectors of the tail and of both ends", async () => {
  await withCritic(
    ({ input, column, halved }) => {
      column("plausibility", halved(input("tail")), 0);
      column("typicality", halved(input("first")), 1);
      column("uncertainty", halved(input("second")), 3);
    },
    async (critic) => {
      const judgements = await critic.judge(inputs, never);
      for (const [place, one] of inputs.entries()) {
        const { plausibility, typicality, uncertainty } = judgements[place] ?? assert.fail();
        const [first, second] = endsOf(one);
        assertNear(
          [plausibility, typicality, uncertainty],
          [partOf(one.tail, 0), partOf(first, 1), partOf(second, 3)],
        );
      }
    },
  );
});

test("features come in the order of their names, and relations in that of the columns", async () => {
  await withCritic(
    ({ graph, input, column }) => {
      const features = input("features", featureNames.length);
      const relation = input("relation", relations.length);
      column("plausibility", features, featureNames.indexOf("co-buy"));
      column("typicality", relation, relations.indexOf("usedFor"));
      const unknown = graph.node("Cast", [graph.node("IsNaN", [features])], { to: { int: 1 } });
      column("uncertainty", unknown, featureNames.indexOf("spread"));
    },
    async (critic) => {
      const judgements = await critic.judge(inputs, never);
      const column = (name: "plausibility" | "typicality" | "uncertainty") =>
        judgements.map((judgement) => judgement[name]);
      assert.deepEqual(column("plausibility"), [0, 0, 1]);
      assert.deepEqual(column("typicality"), [1, 0, 0]);
      assert.deepEqual(column("uncertainty"), [0, 1, 1], "a spread that is not known is NaN");
    },
  );
});

test("log-probability differences that are measured are a feature", async () => {
  const place = featureNames.indexOf("log-probability difference");
  await withCritic(
    ({ input, column }) => {
      const features = input("features", featureNames.length);
      column("plausibility", features, place);
      column("typicality", features, place);
    },
    async (critic) => {
      const judgements = await critic.judge(inputs, never);
      assertNear(
        judgements.map(({ plausibility }) => plausibility),
        [0.25, 0.5, 1],
      );
    },
    [0.25, 0.5, 1],
  );
});

test("nothing to judge asks nothing", async () => {
  await withCritic(
    ({ input, column }) => {
      const tail = input("tail");
      column("plausibility", tail, 0);
      column("typicality", tail, 0);
    },
    async (critic, session) => {
      await session.close();
      assert.deepEqual(await critic.judge([], never), []);
    },
  );
});

const unfit = (message: RegExp) => ({
  name: "CosmoError",
  code: "CRITIC_UNFIT",
  exitCode: 2,
  message,
});

test("a graph that asks for what a critic is not given is unfit", async () => {
  await assert.rejects(
    withCritic(
      ({ input, column }) => {
        column("plausibility", input("pixels"), 0);
        column("typicality", input("tail"), 0);
      },
      async () => {},
    ),
    unfit(/^brought\.onnx is no critic that cosmo can ask: it asks for pixels$/),
  );
});

test("a graph that was made for another number of features is unfit, and both numbers are told", async () => {
  const earlier = featureNames.length - 2;
  await assert.rejects(
    withCritic(
      ({ input, column }) => {
        const features = input("features", earlier);
        column("plausibility", features, featureNames.indexOf("co-buy"));
        column("typicality", features, featureNames.indexOf("co-buy"));
      },
      async (critic) => {
        await critic.judge(inputs, never);
      },
    ),
    unfit(
      new RegExp(
        `it could not be run: .*features.* Got: ${featureNames.length} Expected: ${earlier}`,
        "s",
      ),
    ),
  );
});

test("a graph that lacks outputs is unfit, and is told all of them", async () => {
  await assert.rejects(
    withCritic(
      ({ input, column }) => column("plausible", input("pixels"), 0),
      async () => {},
    ),
    unfit(/it asks for pixels, it puts out no plausibility, it puts out no typicality$/),
  );
});

test("a graph that gives no probability is unfit, and the number is named", async () => {
  const asking = async (critic: ReturnType<typeof onnxCritic>) => {
    await critic.judge(inputs, never);
  };
  await assert.rejects(
    withCritic(({ graph, input, column, halved }) => {
      const tail = input("tail");
      column("plausibility", halved(tail), 0);
      column("typicality", graph.node("Add", [halved(tail), graph.constant(float32([3], []))]), 0);
    }, asking),
    unfit(/it gave 3\.\d+ for typicality, which is not from 0 to 1$/),
  );
  await assert.rejects(
    withCritic(({ input, column }) => {
      const features = input("features", featureNames.length);
      column("plausibility", features, featureNames.indexOf("lift"));
      column("typicality", features, featureNames.indexOf("co-buy"));
    }, asking),
    unfit(/it gave NaN for plausibility/),
  );
});

test("a graph whose uncertainty is no number is unfit", async () => {
  await assert.rejects(
    withCritic(
      ({ input, column, halved }) => {
        const tail = halved(input("tail"));
        column("plausibility", tail, 0);
        column("typicality", tail, 0);
        column("uncertainty", input("features", featureNames.length), featureNames.indexOf("lift"));
      },
      async (critic) => {
        await critic.judge(inputs, never);
      },
    ),
    unfit(/it gave NaN for uncertainty/),
  );
});

test("a graph that gives fewer numbers than claims is unfit", async () => {
  await assert.rejects(
    withCritic(
      ({ graph, input, column, halved }) => {
        const tail = halved(input("tail"));
        const first = graph.constant(int64([0]));
        column("plausibility", graph.node("Gather", [tail, first], { axis: { int: 0 } }), 0);
        column("typicality", tail, 0);
      },
      async (critic) => {
        await critic.judge(inputs, never);
      },
    ),
    unfit(/its plausibility of 3 claims has the shape \[1\]/),
  );
});
