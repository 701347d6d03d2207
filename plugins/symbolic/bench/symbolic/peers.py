"""Searches one problem with one peer: `python peers.py TOOL FOLDER STATEMENT SECONDS SEED`; JSON on standard output.

STATEMENT is an entry of the manifest without its truth, as JSON. The budget is in CPU seconds, one thread. Derivatives that
a problem of dynamics does not give are those of local polynomials (Savitzky & Golay).
"""

import csv
import importlib
import json
import os
import re
import sys
import time
import warnings

import numpy as np

warnings.simplefilter("ignore")
DIGITS = 12


def read(folder, statement):
    with open(os.path.join(folder, statement["id"] + ".train.csv")) as file:
        rows = list(csv.reader(file))
    return {name: np.array([float(row[j]) for row in rows[1:]]) for j, name in enumerate(rows[0])}


def regressions(statement, columns):
    """The inputs, their names, and one target per equation."""
    names = [variable["name"] for variable in statement["variables"]]
    if statement["kind"] == "pde":
        columns = with_derivatives(statement, columns)
    targets = statement["target"] if isinstance(statement["target"], list) else [statement["target"]]
    return np.column_stack([columns[name] for name in names]), names, [columns[target["name"]] for target in targets]


def with_derivatives(statement, columns):
    from scipy.signal import savgol_filter

    grid = statement["grid"]
    u = columns["u"].reshape(grid["nt"], grid["nx"])
    window, degree = (7, 6) if statement["noise"] == 0 else (25, 4)
    along_x = {"axis": 1, "delta": grid["dx"], "mode": "wrap" if grid["periodic_x"] else "interp"}
    smooth = savgol_filter(u, window, degree, axis=0)
    fields = {"u": savgol_filter(smooth, window, degree, **along_x)}
    for order, name in enumerate(["u_x", "u_xx", "u_xxx"], start=1):
        fields[name] = savgol_filter(smooth, window, degree, deriv=order, **along_x)
    rate = savgol_filter(u, window, degree, deriv=1, axis=0, delta=grid["dt"])
    fields["u_t"] = savgol_filter(rate, window, degree, **along_x)
    return {name: field.ravel() for name, field in fields.items()}


def pyoperon(X, names, y, seconds, seed):
    from pyoperon import pyoperon as operon
    from pyoperon.sklearn import SymbolicRegressor

    model = SymbolicRegressor(
        allowed_symbols="add,sub,mul,div,constant,variable,sin,cos,exp,log,sqrt,square",
        population_size=1000,
        pool_size=1000,
        max_length=40,
        generations=10**9,
        max_evaluations=10**12,
        max_time=max(1, round(seconds)),
        optimizer_iterations=5,
        objectives=["r2", "length"],
        offspring_generator="basic",
        model_selection_criterion="bayesian_information_criterion",
        n_threads=1,
        random_state=seed,
    )
    model.fit(X, y)

    def text(tree):
        found = operon.InfixFormatter.Format(tree, model.variables_, DIGITS)
        return re.sub(r"\bX(\d+)\b", lambda match: names[int(match[1]) - 1], found)

    return text(model.model_), [text(member["tree"]) for member in model.pareto_front_]


def gplearn(X, names, y, seconds, seed):
    from gplearn.functions import make_function
    from gplearn.genetic import SymbolicRegressor

    def guarded(x):
        with np.errstate(over="ignore"):
            return np.exp(np.minimum(x, 50))

    model = SymbolicRegressor(
        population_size=1000,
        generations=1,
        metric="mse",
        function_set=["add", "sub", "mul", "div", "sqrt", "log", "sin", "cos", make_function(function=guarded, name="exp", arity=1)],
        parsimony_coefficient="auto",
        const_range=(-5, 5),
        warm_start=True,
        random_state=seed,
    )
    start = time.process_time()
    best = None
    while time.process_time() - start < seconds:
        model.fit(X, y)
        program = model._program
        if best is None or program.raw_fitness_ < best.raw_fitness_:
            best = program
        model.generations += 1
    return infix(list(best.program), names), None


def infix(nodes, names):
    """A formula from the prefix notation of gplearn, whose functions are guarded."""
    node = nodes.pop(0)
    if isinstance(node, (int, np.integer)):
        return names[node]
    if isinstance(node, (float, np.floating)):
        return f"({float(node):.{DIGITS}g})"
    operands = [infix(nodes, names) for _ in range(node.arity)]
    operators = {"add": "+", "sub": "-", "mul": "*", "div": "/"}
    if node.name in operators:
        return f"({operators[node.name].join(operands)})"
    inner = f"abs({operands[0]})" if node.name in ("sqrt", "log") else operands[0]
    return f"{node.name}({inner})"


def pysindy(X, names, y, seconds, seed):
    """Sequentially thresholded least squares with a threshold of 0.05, on products of up to two columns."""
    import pysindy as ps

    library = ps.PolynomialLibrary(degree=2)
    features = library.fit_transform(X)
    weights = np.ravel(ps.STLSQ(threshold=0.05).fit(features, y[:, None]).coef_)
    terms = [name.replace(" ", "*") for name in library.get_feature_names(names)]
    found = [f"({weight:.{DIGITS}g})*{term}" for weight, term in zip(weights, terms) if weight != 0]
    return " + ".join(found) or "0", None


# Loaded before the clock starts.
libraries = {"pyoperon": "pyoperon.sklearn", "gplearn": "gplearn.genetic", "pysindy": "pysindy"}
searches = {"pyoperon": pyoperon, "gplearn": gplearn, "pysindy": pysindy}


def run(tool, folder, statement, seconds, seed):
    statement = json.loads(statement)
    X, names, targets = regressions(statement, read(folder, statement))
    importlib.import_module(libraries[tool])
    start = time.process_time()
    pairs = [searches[tool](X, names, y, float(seconds) / len(targets), int(seed)) for y in targets]
    answer = {"seconds": round(time.process_time() - start, 2)}
    found, fronts = zip(*pairs)
    is_system = isinstance(statement["target"], list)
    answer["expression"] = list(found) if is_system else found[0]
    if fronts[0]:
        answer["front"] = list(fronts) if is_system else fronts[0]
    return answer


if __name__ == "__main__":
    print(json.dumps(run(*sys.argv[1:])))
