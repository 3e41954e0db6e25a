import { GraphBuilder } from "../onnx/graph-builder.ts";
import { type OnnxSession, openSession } from "../onnx/session.ts";
import { float32, int64 } from "../onnx/tensor.ts";
import type { QueryVectors } from "./query-vectors.ts";

export interface NearestVector {
  /** Number of the query. */
  readonly query: number;
  readonly cosine: number;
}

/** How many of the nearest are given: the very nearest may be a query of another site or locale. */
const nearestGiven = 16;

/** The nearest of many vectors, found in a thread of its own. */
export interface NearestVectors {
  /**
   * The nearest first.
   * @param vector of unit length
   */
  nearest(vector: Float32Array): Promise<readonly NearestVector[]>;
  close(): Promise<void>;
}

/** All rows are compared: what is found is the nearest of all. */
export async function openNearestVectors(vectors: QueryVectors): Promise<NearestVectors> {
  const { rows, dimensions } = vectors.manifest;
  const given = Math.min(nearestGiven, rows);
  const graph = new GraphBuilder("nearest", { "": 20 });
  const vector = graph.input("vector", "float32", [dimensions, 1]);
  const matrix = graph.initializer("matrix", float32(vectors.matrix, [rows, dimensions]));
  const cosines = graph.node("MatMul", [matrix, vector]);
  const { values, places } = graph.nodeWithOutputs(
    "TopK",
    [cosines, graph.constant(int64([given]))],
    ["values", "places"],
    { axis: { int: 0 } },
  );
  graph.output("cosines", values, "float32", [given, 1]);
  graph.output("places", places, "int64", [given, 1]);
  const session: OnnxSession = await openSession(graph.toBytes(), { threads: 1 });
  return {
    async nearest(wanted) {
      const outputs = await session.run({ vector: float32(wanted.slice(), [dimensions, 1]) });
      return Array.from({ length: given }, (_, place) => ({
        query: vectors.queries[Number(outputs["places"]?.data[place])] ?? 0,
        cosine: Number(outputs["cosines"]?.data[place]),
      }));
    },
    close: () => session.close(),
  };
}
