"""Parameters for TypeScript notebooks in papermill: `papermill in.ipynb out.ipynb -p temperature 300`.

papermill loads its engines when it starts, and this module with them; loading it registers the translator.
"""

import json
import math
import re

from papermill.engines import NBClientEngine
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators

__all__ = ["NBClientEngine", "TypeScriptTranslator"]

LARGEST_EXACT_INTEGER = 2**53 - 1


class TypeScriptTranslator(Translator):
    """Writes parameters as `let name = value;`, so that later cells may change them."""

    @classmethod
    def translate_none(cls, val):
        return "null"

    @classmethod
    def translate_int(cls, val):
        return f"{val}n" if abs(val) > LARGEST_EXACT_INTEGER else str(val)

    @classmethod
    def translate_float(cls, val):
        if math.isnan(val):
            return "Number.NaN"
        if math.isinf(val):
            return "Number.POSITIVE_INFINITY" if val > 0 else "Number.NEGATIVE_INFINITY"
        return repr(val)

    @classmethod
    def translate_escaped_str(cls, str_val):
        return json.dumps(str(str_val))

    @classmethod
    def translate_list(cls, val):
        return f"[{', '.join(cls.translate(item) for item in val)}]"

    @classmethod
    def translate_dict(cls, val):
        entries = (f"{json.dumps(str(key))}: {cls.translate(item)}" for key, item in val.items())
        return f"{{ {', '.join(entries)} }}" if val else "{}"

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}".strip()

    @classmethod
    def assign(cls, name, str_val):
        return f"let {name} = {str_val};"

    @classmethod
    def inspect(cls, parameters_cell):
        """The declarations of the cell tagged `parameters`, for `papermill --help-notebook`."""
        declaration = re.compile(
            r"^\s*(?:let|const|var)\s+(?P<name>[\w$]+)\s*(?::\s*(?P<type>[^=]+?))?\s*=\s*(?P<value>.+?)\s*;?"
            r"\s*(?://\s*(?P<help>.*))?$",
            re.MULTILINE,
        )
        return [
            Parameter(
                name=found["name"],
                inferred_type_name=found["type"] or "None",
                default=found["value"],
                help=found["help"] or "",
            )
            for found in declaration.finditer(parameters_cell["source"])
        ]


papermill_translators.register("typescript", TypeScriptTranslator)
