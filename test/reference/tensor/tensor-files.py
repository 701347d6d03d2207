"""A small safetensors file of 64-bit numbers, and one of every type of number, by the format's own Python library."""

from pathlib import Path

import numpy as np
from safetensors import TensorSpec, serialize
from safetensors.numpy import save_file

folder = Path(__file__).parent / "fixtures"
save_file(
    {
        "weights": np.array([[1.5, -2.25, 3.0], [0.1, 1e300, -0.0]]),
        "layers.0.bias": np.array([np.nan, np.inf, -np.inf, 5e-324]),
        "step": np.array(7.0),
        "empty": np.zeros((0, 3)),
    },
    folder / "double.safetensors",
    metadata={"unit": "MPa"},
)

half = np.array([1.5, -0.0, 65504.0, 6e-8, np.inf, -np.inf], dtype=np.float16)
brain = (np.array([1.5, -3e38, 1e-40], dtype=np.float32).view(np.uint32) >> 16).astype(np.uint16)
arrays = {
    "F32": np.array([0.1, -1e-45, 3e38], dtype=np.float32),
    "F16": half,
    "BF16": brain,
    "I64": np.array([-(2**53) + 1, 2**53 - 1]),
    "I32": np.array([-(2**31), 2**31 - 1], dtype=np.int32),
    "I16": np.array([-(2**15), 2**15 - 1], dtype=np.int16),
    "I8": np.array([-128, 127], dtype=np.int8),
    "U64": np.array([2**53 - 1], dtype=np.uint64),
    "U32": np.array([2**32 - 1], dtype=np.uint32),
    "U16": np.array([2**16 - 1], dtype=np.uint16),
    "U8": np.array([[0, 255]], dtype=np.uint8),
    "BOOL": np.array([True, False]),
}
named = {"F32": "float32", "F16": "float16", "BF16": "bfloat16", "BOOL": "bool"}
described = {
    kind: TensorSpec(
        dtype=named.get(kind, kind.replace("I", "int").replace("U", "uint")),
        shape=list(values.shape),
        data_ptr=values.ctypes.data,
        data_len=values.nbytes,
    )
    for kind, values in arrays.items()
}
(folder / "types.safetensors").write_bytes(bytes(serialize(described, None)))
