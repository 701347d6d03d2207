"""Hashes of texts by ipykernel's own function: python murmur2.py"""

import json
import pathlib

from ipykernel.compiler import get_tmp_hash_seed, murmur2_x86

texts = ["", "a", "ab", "abc", "abcd", "let a = 1;\n", "const é = '😀';", "x" * 1001, "interface A {\n  a: number;\n}"]
seeds = [0, 1, get_tmp_hash_seed(), 2**32 - 1]
cases = [{"text": t, "seed": s, "hash": murmur2_x86(t, s)} for t in texts for s in seeds]
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(cases) + "\n")
