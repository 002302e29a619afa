"""The network as an ONNX graph for one sentence at a time, built node by node.

One sentence at a time, because then nothing about it can depend on its neighbours: the scale by which a
matrix product is quantised is that sentence's own. It needs no padding and no mask either. Matrices of
weights are int8 with a scale for each output; activations are quantised as they come
(`DynamicQuantizeMatMul` of onnxruntime).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from training.labels import Labels
from training.network import ARC, RELATION, TAPS

Array = npt.NDArray[np.float32]
MICROSOFT = "com.microsoft"
OPSETS = [helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)]
# of an int8 weight: with 127, processors without VNNI overflow, and the same file would read otherwise there
LARGEST = 64
SMALL = 1024  # constants of fewer numbers are not worth halving


class Graph:
    """Nodes and constants of a graph in the making; methods add a node and return the name of its output."""

    def __init__(self, largest: int = LARGEST) -> None:
        self.largest = largest
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: npt.NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(
        self, kind: str, inputs: Sequence[str], output: str, domain: str = "", **attributes: object
    ) -> str:
        self.nodes.append(
            helper.make_node(kind, list(inputs), [output], name=output, domain=domain, **attributes)
        )
        return output

    def linear(self, x: str, weight: Array, bias: Array | None, output: str) -> str:
        """x @ weight.T + bias with int8 weights; `weight` is (outputs, inputs) as in PyTorch."""
        whole, scale = quantise(weight, self.largest)
        inputs = [
            x,
            self.constant(f"{output}.weight", whole.T),
            self.constant(f"{output}.scale", scale),
            self.constant(f"{output}.zero", np.zeros(len(scale), np.int8)),
        ]
        if bias is not None:
            inputs.append(self.constant(f"{output}.bias", bias))
        return self.node("DynamicQuantizeMatMul", inputs, output, MICROSOFT)

    def exact(self, x: str, weight: Array, bias: Array, output: str) -> str:
        """x @ weight.T + bias in fp32, for what is small."""
        product = self.node("MatMul", [x, self.constant(f"{output}.weight", weight.T)], f"{output}.product")
        return self.node("Add", [product, self.constant(f"{output}.bias", bias)], output)

    def model(
        self, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto], name: str
    ) -> onnx.ModelProto:
        graph = helper.make_graph(self.nodes, name, inputs, outputs, self.constants)
        return helper.make_model(graph, opset_imports=OPSETS, ir_version=9)


def quantise(weight: Array, largest: int = LARGEST) -> tuple[npt.NDArray[np.int8], Array]:
    """int8 (outputs, inputs) and the scale of each output."""
    scale = np.maximum(np.abs(weight).max(1), 1e-8) / largest
    return np.round(weight / scale[:, None]).astype(np.int8), scale.astype(np.float32)


Tensors = Mapping[str, Array]


def encoder(
    tensors: Tensors, labels: Labels, layers: int, heads: int, epsilon: float, largest: int = LARGEST
) -> onnx.ModelProto:
    """Embedded pieces (1, L, width), words' first pieces (W) and a treebank (1) -> scores of every head."""
    graph = Graph(largest)
    states = _normalised(graph, "embedded", tensors, "encoder.norm", epsilon, "layer0")
    passed = [states]
    for number in range(layers):
        states = _layer(graph, states, tensors, f"encoder.layers.{number}", heads, epsilon)
        passed.append(states)
    _vector(graph, [passed[tap] for tap in TAPS], tensors)
    outputs = _heads(graph, states, passed[middle(layers)], tensors, labels)
    inputs = [
        helper.make_tensor_value_info(
            "embedded", TensorProto.FLOAT, [1, "pieces", tensors["encoder.norm.weight"].size]
        ),
        helper.make_tensor_value_info("first", TensorProto.INT64, ["words"]),
        helper.make_tensor_value_info("treebank", TensorProto.INT64, [1]),
    ]
    return graph.model(inputs, outputs, "encoder")


def middle(layers: int) -> int:
    """The layer halfway up: it knows more of what words mean, the top more of how they hang together."""
    return (layers + 1) // 2


def _normalised(graph: Graph, x: str, tensors: Tensors, name: str, epsilon: float, output: str) -> str:
    weight = graph.constant(f"{name}.weight", tensors[f"{name}.weight"])
    bias = graph.constant(f"{name}.bias", tensors[f"{name}.bias"])
    return graph.node("LayerNormalization", [x, weight, bias], output, axis=-1, epsilon=epsilon)


def _layer(graph: Graph, x: str, tensors: Tensors, name: str, heads: int, epsilon: float) -> str:

    def linear(x: str, part: str, rows: slice = slice(None), as_: str = "") -> str:
        weight, bias = tensors[f"{name}.{part}.weight"][rows], tensors[f"{name}.{part}.bias"][rows]
        return graph.linear(
            _smoothed(graph, x, tensors, f"{name}.{part}"), weight, bias, f"{name}.{as_ or part}"
        )

    width = tensors[f"{name}.norm.weight"].size
    parts = [linear(x, "attention_in", slice(at * width, (at + 1) * width), "qkv"[at]) for at in range(3)]
    mixed = graph.node("MultiHeadAttention", parts, f"{name}.mixed", MICROSOFT, num_heads=heads)
    x = _joined(graph, x, linear(mixed, "attention_out"), tensors, f"{name}.attention_norm", epsilon)
    inner = graph.node("Gelu", [linear(x, "inner")], f"{name}.gelu", MICROSOFT)
    return _joined(graph, x, linear(inner, "outer"), tensors, f"{name}.norm", epsilon)


def _joined(graph: Graph, x: str, change: str, tensors: Tensors, name: str, epsilon: float) -> str:
    weight = graph.constant(f"{name}.weight", tensors[f"{name}.weight"])
    bias = graph.constant(f"{name}.bias", tensors[f"{name}.bias"])
    return graph.node(
        "SkipLayerNormalization", [x, change, weight, bias], f"{name}.out", MICROSOFT, epsilon=epsilon
    )


def _smoothed(graph: Graph, x: str, tensors: Tensors, name: str) -> str:
    """x divided by what was moved into the weights, where it could not go into what is before."""
    divisor = tensors.get(f"{name}.divisor")
    if divisor is None:
        return x
    known = f"{name}.smoothed"
    if not any(node.name == known for node in graph.nodes):
        graph.node("Mul", [x, graph.constant(f"{name}.factor", 1 / divisor)], known)
    return known


def _vector(graph: Graph, taps: Sequence[str], tensors: Tensors) -> None:
    axes = graph.constant("vector.axes", np.array([1]))
    means = [graph.node("ReduceMean", [x, axes], f"vector.mean{n}", keepdims=0) for n, x in enumerate(taps)]
    both = graph.node("Concat", means, "vector.both", axis=-1)
    ones = np.ones(tensors["vector.linear.weight"].shape[1], np.float32)
    scale = graph.constant("vector.scale", ones)
    normal = graph.node("LayerNormalization", [both, scale], "vector.normal", axis=-1, epsilon=1e-5)
    raw = graph.linear(normal, tensors["vector.linear.weight"], tensors["vector.linear.bias"], "vector.raw")
    graph.node("LpNormalization", [raw], "vector", axis=-1, p=2)


def _heads(
    graph: Graph, states: str, middle: str, tensors: Tensors, labels: Labels
) -> list[onnx.ValueInfoProto]:
    axis0 = graph.constant("axis0", np.array([0]))
    flat = graph.node("Squeeze", [states, axis0], "flat")
    plain = graph.node("Gather", [flat, "first"], "words.plain", axis=0)
    lower = graph.node("Squeeze", [middle, axis0], "flat.middle")
    lower = graph.node("Gather", [lower, "first"], "words.middle", axis=0)
    graph.node("Concat", [plain, lower], "states", axis=-1)
    style = graph.node(
        "Gather", [graph.constant("treebanks", tensors["heads.treebank"]), "treebank"], "style", axis=0
    )
    words = graph.node("Add", [plain, style], "words")
    root = graph.node("Gather", [flat, axis0], "root.plain", axis=0)
    all_ = graph.node("Concat", [graph.node("Add", [root, style], "root"), words], "words.root", axis=0)
    small = {"names": plain, "upos": words, "features": words}
    for name, source in small.items():
        graph.exact(source, tensors[f"heads.{name}.weight"], tensors[f"heads.{name}.bias"], name)
    spaces = {}
    for name, source in (("dependent", words), ("governor", all_)):
        linear = graph.linear(
            source, tensors[f"heads.{name}.weight"], tensors[f"heads.{name}.bias"], f"{name}.linear"
        )
        gelu = graph.node("Gelu", [linear], f"{name}.gelu", MICROSOFT)
        sizes = graph.constant(f"{name}.sizes", np.array([ARC, RELATION]))
        arc, relation = f"{name}.arc", f"{name}s"
        graph.nodes.append(
            helper.make_node("Split", [gelu, sizes], [arc, relation], name=f"{name}.split", axis=-1)
        )
        spaces[name] = arc
    left = graph.exact(spaces["dependent"], tensors["heads.arc"].T, tensors["heads.arc_bias"], "arc.left")
    right = graph.node("Transpose", [spaces["governor"]], "arc.right", perm=[1, 0])
    graph.node("MatMul", [left, right], "arcs")
    value = helper.make_tensor_value_info
    return [
        value("upos", TensorProto.FLOAT, ["words", len(labels.upos)]),
        value("features", TensorProto.FLOAT, ["words", labels.feature_width]),
        value("names", TensorProto.FLOAT, ["words", labels.name_width]),
        value("arcs", TensorProto.FLOAT, ["words", "words_and_root"]),
        value("dependents", TensorProto.FLOAT, ["words", RELATION]),
        value("governors", TensorProto.FLOAT, ["words_and_root", RELATION]),
        value("vector", TensorProto.FLOAT, [1, tensors["vector.linear.bias"].size]),
        # what heads read that are trained later, on top of the encoder as it ships
        value("states", TensorProto.FLOAT, ["words", 2 * tensors["encoder.norm.weight"].size]),
    ]


def relations(tensors: Tensors, labels: Labels) -> onnx.ModelProto:
    """Words (W, RELATION), governors (1 + W, RELATION), heads (W) -> scores of relations (W, relations)."""
    graph, count = Graph(), len(labels.relations)
    weight = tensors["heads.relation"].reshape(RELATION + 1, count, RELATION + 1)
    left = graph.exact(
        "dependents",
        weight[:RELATION].reshape(RELATION, -1).T,
        weight[RELATION].reshape(-1),
        "left",
    )
    shape = graph.constant("shape", np.array([-1, count, RELATION + 1]))
    matrix = graph.node("Reshape", [left, shape], "matrix")
    chosen = graph.node("Gather", ["governors", "heads"], "chosen", axis=0)
    pads = graph.constant("pads", np.array([0, 0, 0, 1]))
    one = graph.constant("one", np.array(1, np.float32))
    right = graph.node(
        "Unsqueeze",
        [graph.node("Pad", [chosen, pads, one], "right"), graph.constant("last", np.array([2]))],
        "column",
    )
    product = graph.node("MatMul", [matrix, right], "product")
    graph.node("Squeeze", [product, "last"], "relations")
    value = helper.make_tensor_value_info
    inputs = [
        value("dependents", TensorProto.FLOAT, ["words", RELATION]),
        value("governors", TensorProto.FLOAT, ["words_and_root", RELATION]),
        value("heads", TensorProto.INT64, ["words"]),
    ]
    return graph.model(inputs, [value("relations", TensorProto.FLOAT, ["words", count])], "relations")


def write(model: onnx.ModelProto, path: Path) -> None:
    onnx.checker.check_model(model, full_check=False)
    path.write_bytes(model.SerializeToString())


def halved(model: onnx.ModelProto) -> onnx.ModelProto:
    """The graph with its large constants kept in two bytes and widened when it is loaded: half the size."""
    graph = model.graph
    for number, constant in enumerate(graph.initializer):
        name, values = constant.name, numpy_helper.to_array(constant)
        if values.dtype == np.float32 and values.size >= SMALL:
            graph.initializer[number].CopyFrom(
                numpy_helper.from_array(values.astype(np.float16), f"{name}.half")
            )
            graph.node.insert(0, helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    return model


def triggers(tensors: Tensors) -> onnx.ModelProto:
    """States of words (W, width) -> scores (W): above 0 a trigger."""
    graph = Graph()
    inner = graph.exact("states", tensors["triggers.inner.weight"], tensors["triggers.inner.bias"], "inner")
    active = graph.node("Gelu", [inner], "active", MICROSOFT)
    outer = graph.exact(active, tensors["triggers.outer.weight"], tensors["triggers.outer.bias"], "outer")
    graph.node("Squeeze", [outer, graph.constant("column", np.array([1]))], "scores")
    value = helper.make_tensor_value_info
    inputs = [value("states", TensorProto.FLOAT, ["words", tensors["triggers.inner.weight"].shape[1]])]
    outputs = [value("scores", TensorProto.FLOAT, ["words"])]
    return graph.model(inputs, outputs, "triggers")


def _told(graph: Graph, states: str, telling: Sequence[int]) -> str:
    """The mean of states (W, width), each counted as far as its word may tell of kinds: (1, width)."""
    shares = graph.node("Softmax", ["roles"], "shares", axis=-1)
    columns = graph.node("Gather", [shares, graph.constant("telling", np.array(telling))], "told.all", axis=1)
    axes = graph.constant("told.axes", np.array([1]))
    column = graph.node("ReduceSum", [columns, axes], "told", keepdims=1)
    turned = graph.node("Transpose", [column], "told.turned", perm=[1, 0])
    total = graph.node("MatMul", [turned, states], "told.total")
    return graph.node("Div", [total, graph.node("ReduceSum", [turned, axes], "told.sum")], "told.mean")


def roles(
    tensors: Tensors, layers: int, heads: int, epsilon: float, telling: Sequence[int], kinds: Sequence[str]
) -> onnx.ModelProto:
    """States (W, width), places seen from a trigger (W, 5) -> scores of roles (W, each), kinds (1, each)."""
    graph = Graph()
    x = graph.exact("states", tensors["roles.states.weight"], tensors["roles.states.bias"], "x")
    second = graph.constant("second", np.array([1]))
    for column in range(5):
        number = graph.constant(f"column{column}", np.array([column]))
        wide = graph.node("Gather", ["places", number], f"wide{column}", axis=1)
        place = graph.node("Squeeze", [wide, second], f"place{column}")
        table = graph.constant(f"table{column}", tensors[f"roles.places.{column}.weight"])
        x = graph.node("Add", [x, graph.node("Gather", [table, place], f"seen{column}")], f"x{column}")
    x = _normalised(graph, x, tensors, "roles.norm", epsilon, "normal")
    batch = graph.constant("batch", np.array([0]))
    x = graph.node("Unsqueeze", [x, batch], "page")
    for number in range(layers):
        x = _layer(graph, x, tensors, f"roles.layers.{number}", heads, epsilon)
    flat = graph.node("Squeeze", [x, batch], "flat")
    graph.exact(flat, tensors["roles.out.weight"], tensors["roles.out.bias"], "roles")
    own = graph.node("Gather", [flat, "trigger"], "own", axis=0)
    both = graph.node("Concat", [own, _told(graph, flat, telling)], "both", axis=-1)
    inner = graph.exact(both, tensors["roles.inner.weight"], tensors["roles.inner.bias"], "kinds.inner")
    active = graph.node("Gelu", [inner], "kinds.active", MICROSOFT)
    for name in kinds:
        graph.exact(active, tensors[f"roles.kinds.{name}.weight"], tensors[f"roles.kinds.{name}.bias"], name)
    value = helper.make_tensor_value_info
    inputs = [
        value("states", TensorProto.FLOAT, ["words", tensors["roles.states.weight"].shape[1]]),
        value("places", TensorProto.INT64, ["words", 5]),
        value("trigger", TensorProto.INT64, [1]),
    ]
    outputs = [
        value("roles", TensorProto.FLOAT, ["words", tensors["roles.out.bias"].size]),
        *(value(n, TensorProto.FLOAT, [1, tensors[f"roles.kinds.{n}.bias"].size]) for n in kinds),
    ]
    return graph.model(inputs, outputs, "roles")


def segmenter(tensors: Tensors, dilations: Sequence[int], kernel: int) -> onnx.ModelProto:
    """Sight of N atoms (`lexical`, `shape`, `ending`) -> scores that one joins the one before it (N), ends a
    sentence (N), and of the ways to split its token (N, splits). In fp32: it is small."""
    graph = Graph()
    lexical = graph.exact("lexical", tensors["lexical.weight"], tensors["lexical.bias"], "seen.lexical")
    shape = graph.node(
        "MatMul", ["shape", graph.constant("shape.weight", tensors["shape.weight"].T)], "seen.shape"
    )
    ending = graph.node(
        "Gather", [graph.constant("endings", tensors["ending.weight"]), "ending"], "seen.ending", axis=0
    )
    x = graph.node("Add", [graph.node("Add", [lexical, shape], "seen.both"), ending], "x0")
    batch = graph.constant("batch", np.array([0]))
    for number, dilation in enumerate(dilations):
        normal = _normalised(graph, x, tensors, f"norms.{number}", 1e-5, f"normal{number}")
        wide = graph.node("Transpose", [normal], f"wide{number}", perm=[1, 0])
        name = f"convolutions.{number}"
        inputs = [
            graph.node("Unsqueeze", [wide, batch], f"page{number}"),
            graph.constant(f"{name}.weight", tensors[f"{name}.weight"]),
            graph.constant(f"{name}.bias", tensors[f"{name}.bias"]),
        ]
        around = kernel // 2 * dilation
        seen = graph.node("Conv", inputs, name, dilations=[dilation], pads=[around, around])
        narrow = graph.node(
            "Transpose", [graph.node("Squeeze", [seen, batch], f"flat{number}")], f"narrow{number}"
        )
        change = graph.node("Gelu", [narrow], f"change{number}", MICROSOFT)
        x = graph.node("Add", [x, change], f"x{number + 1}")
    scores = graph.exact(
        _normalised(graph, x, tensors, "norm", 1e-5, "normal"),
        tensors["out.weight"],
        tensors["out.bias"],
        "scores",
    )
    splits = len(tensors["out.bias"]) - 2
    sizes = graph.constant("sizes", np.array([1, 1, splits]))
    parts = ["joins.column", "ends.column", "splits"]
    graph.nodes.append(helper.make_node("Split", [scores, sizes], parts, name="parts", axis=1))
    column = graph.constant("column", np.array([1]))
    for name in ("joins", "ends"):
        graph.node("Squeeze", [f"{name}.column", column], name)
    value = helper.make_tensor_value_info
    inputs_ = [
        value("lexical", TensorProto.FLOAT, ["atoms", tensors["lexical.weight"].shape[1]]),
        value("shape", TensorProto.FLOAT, ["atoms", tensors["shape.weight"].shape[1]]),
        value("ending", TensorProto.INT64, ["atoms"]),
    ]
    outputs = [
        value("joins", TensorProto.FLOAT, ["atoms"]),
        value("ends", TensorProto.FLOAT, ["atoms"]),
        value("splits", TensorProto.FLOAT, ["atoms", splits]),
    ]
    return graph.model(inputs_, outputs, "segmenter")
