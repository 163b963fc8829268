#!/usr/bin/env python3
"""Checks packages as 'afterimage models export' wrote them, with Python's own ONNX libraries.

Each file must pass onnx.checker, and give on the probe image the probabilities that it was published with. Prints a line and
a JSON object a file; ends with 1 if one fails. Needs onnx, numpy, and onnxruntime or an onnx with a reference evaluator.
"""

import json
import sys

import numpy
import onnx

TOLERANCE = 1e-3
PREFIX = "afterimage."


def triangle(a):
    return 255 - numpy.abs(a % 510 - 255)


def probe(width, height):
    """The image of which each package knows its own probabilities, uint8 [1, height, width, 3]."""
    u = (1020 * numpy.arange(width) // width)[None, :, None]
    v = (1020 * numpy.arange(height) // height)[:, None, None]
    c = numpy.arange(3)[None, None, :]
    slow = triangle(u + (c + 1) * v + 85 * c)
    fast = triangle(2 * u + 1530 - v + 170 * c)
    return ((2 * slow + fast) // 3).astype(numpy.uint8)[None]


def evaluate(model, image):
    """The first output, and what computed it."""
    name = model.graph.input[0].name
    try:
        import onnxruntime
    except ImportError:
        from onnx.reference import ReferenceEvaluator

        return ReferenceEvaluator(model).run(None, {name: image})[0], f"onnx {onnx.__version__}"
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {name: image})[0], f"onnxruntime {onnxruntime.__version__}"


def check(file):
    model = onnx.load(file)
    onnx.checker.check_model(model, full_check=True)
    said = {entry.key[len(PREFIX) :]: entry.value for entry in model.metadata_props if entry.key.startswith(PREFIX)}
    if "probe" not in said:
        raise ValueError("it is no package of Afterimage: write one with 'afterimage models export'")
    image = probe(int(said["input.width"]), int(said["input.height"]))
    found, by = evaluate(model, image)
    expected = [score.split(":") for score in said["probe"].split(" ")]
    difference = max(abs(float(found[0][int(label)]) - float(score)) for label, score in expected)
    if not difference <= TOLERANCE:
        raise ValueError(f"its probabilities differ by {difference:.1e} from those it was published with")
    return {"file": file, "checker": True, "classes": len(json.loads(said["labels"])), "difference": difference, "by": by}


def main(files):
    if not files:
        print(__doc__, file=sys.stderr)
        return 2
    failed = 0
    for file in files:
        try:
            figures = check(file)
            print(f"{file}: passes onnx.checker, differs by {figures['difference']:.1e} ({figures['by']})", file=sys.stderr)
        except Exception as e:  # each library has its own
            failed = 1
            figures = {"file": file, "checker": False, "why": str(e)}
            print(f"{file}: {e}", file=sys.stderr)
        print(json.dumps(figures))
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
