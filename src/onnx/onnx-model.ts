import { ProtobufMessage } from "./protobuf-message.ts";
import { type ElementType, elementTypes, type Tensor } from "./tensor.ts";

/** A value of a node's attribute, tagged with its kind because `1` may be an integer or a float. */
type Attribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly text: string }
  | { readonly tensor: Tensor }
  | { readonly ints: readonly number[] }
  | { readonly floats: readonly number[] };

export type Attributes = Readonly<Record<string, Attribute>>;

export interface OnnxNode {
  /** The operator, behind its domain and a dot where that is not ONNX's own: `com.microsoft.BiasGelu`. */
  readonly operator: string;
  /** Names of values; an empty one stands for an optional input that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
}

/** An input or output of the graph. A dimension is a size or the name of one that is known at run time. */
export interface OnnxPort {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly (number | string)[];
}

export interface OnnxModel {
  readonly name: string;
  /** Operator set versions by domain; ONNX's own domain is `""`. */
  readonly operatorSets: Readonly<Record<string, number>>;
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
  /** In an order in which each node's inputs are made before it. */
  readonly nodes: readonly OnnxNode[];
  readonly initializers: ReadonlyMap<string, Tensor>;
}

/** Format version 9 came with operator set 20 and covers all before it. */
const formatVersion = 9;
const attributeTypes = { float: 1, int: 2, text: 3, tensor: 4, floats: 6, ints: 7 } as const;

/**
 * Writes a model as an ONNX file. Initializers are copied once, into the result. Field numbers as in
 * https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
export function encodeOnnxModel(model: OnnxModel): Uint8Array<ArrayBuffer> {
  const message = new ProtobufMessage()
    .varint(1, formatVersion)
    .text(2, "cosmo")
    .message(7, graphMessage(model));
  for (const [domain, version] of Object.entries(model.operatorSets)) {
    message.message(8, new ProtobufMessage().text(1, domain).varint(2, version));
  }
  return message.toBytes();
}

function graphMessage(model: OnnxModel): ProtobufMessage {
  const message = new ProtobufMessage();
  for (const node of model.nodes) message.message(1, nodeMessage(node));
  message.text(2, model.name);
  for (const [name, tensor] of model.initializers) message.message(5, tensorMessage(tensor, name));
  for (const port of model.inputs) message.message(11, portMessage(port));
  for (const port of model.outputs) message.message(12, portMessage(port));
  return message;
}

function nodeMessage(node: OnnxNode): ProtobufMessage {
  const message = new ProtobufMessage();
  for (const name of node.inputs) message.text(1, name);
  for (const name of node.outputs) message.text(2, name);
  const domainEnd = node.operator.lastIndexOf(".");
  message.text(4, node.operator.slice(domainEnd + 1));
  for (const [name, attribute] of Object.entries(node.attributes)) {
    message.message(5, attributeMessage(name, attribute));
  }
  if (domainEnd > 0) message.text(7, node.operator.slice(0, domainEnd));
  return message;
}

function attributeMessage(name: string, attribute: Attribute): ProtobufMessage {
  const message = new ProtobufMessage().text(1, name);
  if ("float" in attribute) {
    return message.float(2, attribute.float).varint(20, attributeTypes.float);
  }
  if ("int" in attribute) return message.varint(3, attribute.int).varint(20, attributeTypes.int);
  if ("text" in attribute) return message.text(4, attribute.text).varint(20, attributeTypes.text);
  if ("tensor" in attribute) {
    return message.message(5, tensorMessage(attribute.tensor)).varint(20, attributeTypes.tensor);
  }
  if ("floats" in attribute) {
    for (const value of attribute.floats) message.float(7, value);
    return message.varint(20, attributeTypes.floats);
  }
  for (const value of attribute.ints) message.varint(8, value);
  return message.varint(20, attributeTypes.ints);
}

/** `raw_data` is little-endian, as are the typed arrays of every machine that Node runs on but s390x. */
function tensorMessage(tensor: Tensor, name?: string): ProtobufMessage {
  const message = new ProtobufMessage();
  for (const size of tensor.shape) message.varint(1, size);
  message.varint(2, elementTypes[tensor.type].dataType);
  if (name !== undefined) message.text(8, name);
  const { buffer, byteOffset, byteLength } = tensor.data;
  return message.bytes(9, new Uint8Array(buffer, byteOffset, byteLength));
}

function portMessage(port: OnnxPort): ProtobufMessage {
  const shape = new ProtobufMessage();
  for (const size of port.shape) {
    const dimension = new ProtobufMessage();
    shape.message(
      1,
      typeof size === "string" ? dimension.text(2, size) : dimension.varint(1, size),
    );
  }
  const tensorType = new ProtobufMessage()
    .varint(1, elementTypes[port.type].dataType)
    .message(2, shape);
  return new ProtobufMessage()
    .text(1, port.name)
    .message(2, new ProtobufMessage().message(1, tensorType));
}
