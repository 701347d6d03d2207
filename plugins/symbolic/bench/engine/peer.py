"""NumPy or pyoperon for `npm run bench -- engine`: reads cases such as "1000 mixed", answers with CPU milliseconds for
all trees of the file, which holds them in postfix."""
import json
import sys
import time

import numpy as np

arm, file = sys.argv[1:]
trees = json.load(open(file))
least = 0.06

unary = {"sin": np.sin, "cos": np.cos, "exp": np.exp, "log": np.log, "sqrt": np.sqrt, "square": np.square}
binary = {"add": np.add, "subtract": np.subtract, "multiply": np.multiply, "divide": np.divide}
signs = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/"}


def infix(postfix):
    stack = []
    for token in postfix:
        if token in unary:
            stack.append(f"{token}({stack.pop()})")
        elif token in binary:
            b, a = stack.pop(), stack.pop()
            stack.append(f"({a} {signs[token]} {b})")
        else:
            stack.append(token)
    return stack[0]


def evaluate(postfix, columns):
    stack = []
    for token in postfix:
        if token in unary:
            stack.append(unary[token](stack.pop()))
        elif token in binary:
            b, a = stack.pop(), stack.pop()
            stack.append(binary[token](a, b))
        else:
            stack.append(columns[int(token[1:])] if token[0] == "x" else float(token))
    return stack[0]


def prepare(kind, rows):
    columns = np.random.default_rng(1).uniform(0.5, 2, size=(5, rows))
    if arm == "numpy":
        def numpy_pass():
            with np.errstate(all="ignore"):
                for tree in trees[kind]:
                    evaluate(tree, columns)
        return numpy_pass
    import pyoperon
    dataset = pyoperon.Dataset(np.asfortranarray(columns.T))
    names = {f"x{i}": variable.Hash for i, variable in enumerate(sorted(dataset.Variables, key=lambda v: v.Index))}
    parsed = [pyoperon.InfixParser.Parse(infix(tree), names) for tree in trees[kind]]
    everything = pyoperon.Range(0, rows)
    if arm == "pyoperon, tree by tree":
        return lambda: [pyoperon.Evaluate(tree, dataset, everything) for tree in parsed]
    result = np.zeros(len(parsed) * rows, dtype=np.float32)
    return lambda: pyoperon.EvaluateTrees(parsed, dataset, everything, result, 1)


prepared = {}
for line in sys.stdin:
    rows, kind = line.strip().split(" ", 1)
    if line not in prepared:
        prepared[line] = prepare(kind, int(rows))
        prepared[line]()
    run = prepared[line]
    start, passes = time.process_time(), 0
    while time.process_time() - start < least:
        run()
        passes += 1
    print((time.process_time() - start) * 1e3 / passes, flush=True)
