"""Writes two small PyTorch networks as ONNX files, and what they give, for test/tensor/onnx.

    pip install torch==2.13.0 onnx onnxscript && python test/reference/tensor/onnx-models.py
"""

import json
import pathlib

import torch
from torch import nn

here = pathlib.Path(__file__).parent
torch.manual_seed(0)


class Images(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(1, 4, 3, padding=1)
        self.normal = nn.BatchNorm2d(4)
        self.second = nn.Conv2d(4, 8, 3, stride=2, padding=1)
        self.layer = nn.LayerNorm(128)
        self.last = nn.Linear(128, 10)
        self.up = nn.ConvTranspose2d(8, 2, 2, stride=2)

    def forward(self, x):
        y = nn.functional.max_pool2d(torch.relu(self.normal(self.first(x))), 2)
        z = nn.functional.gelu(self.second(nn.functional.interpolate(y, scale_factor=2)))
        left, right = self.layer(z.flatten(1)).chunk(2, 1)
        classes = torch.log_softmax(self.last(torch.cat([left * 2, right**2], 1)), -1)
        return classes, self.up(z).mean((2, 3))


class Sequence(nn.Module):
    def __init__(self):
        super().__init__()
        self.block = nn.TransformerEncoderLayer(16, 4, 32, batch_first=True, dropout=0.0)

    def forward(self, x):
        return self.block(x)


def write(name, network, x):
    network.eval()
    results = network(x)
    results = results if isinstance(results, tuple) else (results,)
    outputs = [f"result{i}" for i in range(len(results))]
    torch.onnx.export(
        network, (x,), here / f"{name}.onnx", dynamo=False, opset_version=17, input_names=["x"], output_names=outputs
    )
    case = {
        "x": {"shape": list(x.shape), "data": x.flatten().tolist()},
        "results": {
            name: {"shape": list(result.shape), "data": result.flatten().tolist()}
            for name, result in zip(outputs, results)
        },
    }
    total = sum(result.sum() for result in network(x.requires_grad_()))
    case["slope"] = torch.autograd.grad(total, x)[0].flatten().tolist()
    return case


cases = {
    "images": write("images", Images(), torch.randn(2, 1, 8, 8)),
    "sequence": write("sequence", Sequence(), torch.randn(2, 5, 16)),
}
(here / "onnx-models.json").write_text(json.dumps(cases) + "\n")
