"""Seeds of tasks by the documented formula, in Python's own integers: python task-seed.py"""

import json
import pathlib

MASK = 2**64 - 1


def mix(state):
    z = (state + 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


# The first output of SplitMix64 from the state 0, as published with the generator.
assert mix(0) == 0xE220A8397B1DCDAF

cases = [(0, 0), (0, 1), (1, 0), (-1, 0), (42, 9999), (2**53 - 1, 7), (-(2**53) + 1, 123456)]
seeds = [mix((mix(seed & MASK) + index * 0x9E3779B97F4A7C15) & MASK) >> 11 for seed, index in cases]
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps([{"seed": s, "index": i, "expected": e} for (s, i), e in zip(cases, seeds)]) + "\n")
