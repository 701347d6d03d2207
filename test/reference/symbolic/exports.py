"""Formulas exported to Python, run by NumPy and SymPy; the code is what toPython writes."""

import json
from pathlib import Path

NUMPY = "import numpy as np\n\n\ndef formula({0}):\n    return {1}\n"
points = {"x": [0.3, 1.2, 2.5], "sigma_0": [4.0, 0.7, 2.2], "lambda": [1.5, 3.0, 0.25], "group": [0, 1, 0]}
# text, parameters (lambda is a word of Python), NumPy, SymPy
cases = [
    ("-x^2 * 1e-3 - 2.5 * sigma_0^(1/3) / lambda", "x sigma_0 lambda_2",
     "-x**2 * 0.001 - 2.5 * sigma_0**(1 / 3) / lambda_2",
     "-x**2 * 0.001 - 2.5 * sigma_0**sp.Rational(1, 3) / lambda_2"),
    ("pi * x^1.5 * exp(-sigma_0 / lambda) + 1 / (1 + x)^2", "x sigma_0 lambda_2",
     "np.pi * x**1.5 * np.exp(-sigma_0 / lambda_2) + 1 / (1 + x)**2",
     "sp.pi * x**sp.Rational(3, 2) * sp.exp(-sigma_0 / lambda_2) + 1 / (1 + x)**2"),
    ("asin(x / 3) - acos(x / 3) + atan(x) * abs(-x) + x^-2.7", "x",
     "np.arcsin(x / 3) - np.arccos(x / 3) + np.arctan(x) * np.abs(-x) + x**(-2.7)",
     "sp.asin(x / 3) - sp.acos(x / 3) + sp.atan(x) * sp.Abs(-x) + x**(-2.7)"),
    ("-(-(x^3)) - sqrt(log(1 + x)) * (sinh(x) / cosh(x) - tanh(x) + 1) + sin(x) * cos(x) * tan(x)", "x",
     "-(-x**3) - np.sqrt(np.log(1 + x)) * (np.sinh(x) / np.cosh(x) - np.tanh(x) + 1) + np.sin(x) * np.cos(x) * np.tan(x)",
     "-(-x**3) - sp.sqrt(sp.log(1 + x)) * (sp.sinh(x) / sp.cosh(x) - sp.tanh(x) + 1) + sp.sin(x) * sp.cos(x) * sp.tan(x)"),
    ("[1.5, -2][group] * x^sigma_0", "x sigma_0 group",
     "np.array([1.5, -2])[group] * x**sigma_0",
     "sp.Piecewise((1.5, sp.Eq(group, 0)), (-2, sp.Eq(group, 1))) * x**sigma_0"),
]


def run(text, parameters, numpy_body, sympy_body):
    import numpy as np

    names = parameters.split()
    numpy_code = NUMPY.format(", ".join(names), numpy_body)
    symbols = "".join(f'{name} = sp.Symbol("{name}", real=True)\n' for name in names)
    sympy_code = f"import sympy as sp\n\n{symbols}formula = {sympy_body}\n"
    scope = {}
    exec(numpy_code, scope)
    columns = [np.array(points[name.replace("lambda_2", "lambda")]) for name in names]
    values = scope["formula"](*columns)
    scope = {}
    exec(sympy_code, scope)
    rows = [dict(zip([scope[name] for name in names], (column[i].item() for column in columns))) for i in range(3)]
    exact = np.array([float(scope["formula"].subs(row)) for row in rows])
    assert np.allclose(values, exact, rtol=1e-12), (text, values, exact)
    return {"text": text, "numpy": numpy_code, "sympy": sympy_code, "values": values.tolist()}


result = {"points": points, "cases": [run(*case) for case in cases]}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
