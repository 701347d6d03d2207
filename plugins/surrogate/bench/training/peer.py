"""Trains one case in PyTorch and prints its times as JSON: peer.py eager|compiled CASE THREADS SECONDS cpu|wall cpu|cuda."""

import json
import math
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

how, name, threads, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
clock, device = sys.argv[5:7]
torch.set_default_device(device)
torch.set_num_threads(threads)
torch.manual_seed(0)


def mlp(inputs, outputs, width, hidden):
    sizes = [inputs] + [width] * hidden
    layers = [part for i in range(hidden) for part in (nn.Linear(sizes[i], sizes[i + 1]), nn.Tanh())]
    return nn.Sequential(*layers, nn.Linear(width, outputs))


class UNet(nn.Module):
    def __init__(self, c=8):
        super().__init__()

        def twice(i, o):
            return nn.Sequential(nn.Conv2d(i, o, 3, padding=1), nn.ReLU(), nn.Conv2d(o, o, 3, padding=1), nn.ReLU())

        self.down1, self.down2, self.bottom = twice(1, c), twice(c, 2 * c), twice(2 * c, 4 * c)
        self.up2, self.up1, self.last = twice(6 * c, 2 * c), twice(3 * c, c), nn.Conv2d(c, 1, 1)

    def forward(self, x):
        a = self.down1(x)
        b = self.down2(F.max_pool2d(a, 2))
        z = self.bottom(F.max_pool2d(b, 2))
        z = self.up2(torch.cat([F.interpolate(z, scale_factor=2), b], 1))
        return self.last(self.up1(torch.cat([F.interpolate(z, scale_factor=2), a], 1)))


class Spectral(nn.Module):
    def __init__(self, width, modes):
        super().__init__()
        self.modes = modes
        self.weights = nn.Parameter(torch.rand(2, width, width, modes, modes, 2) / width**2)

    def forward(self, x):
        m = self.modes
        spectrum = torch.fft.rfft2(x)
        weights = torch.view_as_complex(self.weights)
        out = torch.zeros_like(spectrum)
        out[:, :, :m, :m] = torch.einsum("bixy,ioxy->boxy", spectrum[:, :, :m, :m], weights[0])
        out[:, :, -m:, :m] = torch.einsum("bixy,ioxy->boxy", spectrum[:, :, -m:, :m], weights[1])
        return torch.fft.irfft2(out, s=x.shape[-2:])


class FNO(nn.Module):
    def __init__(self, width=16, modes=8, blocks=3):
        super().__init__()
        self.lift = nn.Conv2d(3, width, 1)
        self.spectral = nn.ModuleList([Spectral(width, modes) for _ in range(blocks)])
        self.local = nn.ModuleList([nn.Conv2d(width, width, 1) for _ in range(blocks)])
        self.wide, self.last = nn.Conv2d(width, 4 * width, 1), nn.Conv2d(4 * width, 1, 1)

    def forward(self, x):
        grid = torch.linspace(0, 1, x.shape[-1])
        along = grid.expand(x.shape[0], 1, *x.shape[-2:])
        x = self.lift(torch.cat([x, along, along.transpose(2, 3)], 1))
        for i, (spectral, local) in enumerate(zip(self.spectral, self.local)):
            x = spectral(x) + local(x)
            if i < len(self.spectral) - 1:
                x = F.gelu(x)
        return self.last(F.gelu(self.wide(x)))


def burgers(network, count=10_000, viscosity=0.01 / math.pi):
    """The residual with derivatives carried forward through the layers (Taylor mode), the faster way in PyTorch too."""
    t, x = torch.rand(count, 1), torch.rand(count, 1) * 2 - 1
    layers = [layer for layer in network if isinstance(layer, nn.Linear)]

    def taylor():
        u, ut, ux, uxx = torch.cat([t, x], 1), None, None, None
        for i, layer in enumerate(layers):
            w = layer.weight.t()
            z = layer(u)
            zt = w[0:1].expand(count, -1) if ut is None else ut @ w
            zx = w[1:2].expand(count, -1) if ux is None else ux @ w
            zxx = None if uxx is None else uxx @ w
            if i == len(layers) - 1:
                return z, zt, zx, zxx
            u = torch.tanh(z)
            slope = 1 - u * u
            ut, next_ux = slope * zt, slope * zx
            bend = -2 * u * next_ux * zx
            uxx = bend if zxx is None else slope * zxx + bend
            ux = next_ux

    def loss():
        u, ut, ux, uxx = taylor()
        residual = ut + u * ux - viscosity * uxx
        start = network(torch.cat([torch.zeros_like(x), x], 1)) + torch.sin(math.pi * x)
        return (residual**2).mean() + (start**2).mean()

    return loss


def case():
    if name == "mlp":
        network, x = mlp(8, 1, 64, 4), torch.randn(256, 8)
        y = torch.sin(x.sum(1, keepdim=True))
    elif name == "pinn":
        network = mlp(2, 1, 20, 8)
        return network, burgers(network)
    elif name == "conv":
        network, x = nn.Conv2d(16, 16, 3, padding=1), torch.randn(16, 16, 64, 64)
        return network, lambda: (network(x) ** 2).mean()
    elif name == "unet":
        network, x, y = UNet(), torch.randn(16, 1, 64, 64), torch.randn(16, 1, 64, 64)
    elif name == "fno":
        network, x, y = FNO(), torch.randn(16, 1, 64, 64), torch.randn(16, 1, 64, 64)
    else:
        block = [nn.TransformerEncoderLayer(64, 4, 256, 0.0, "gelu", batch_first=True, norm_first=True) for _ in range(2)]
        network, x, y = nn.Sequential(*block, nn.Linear(64, 64)), torch.randn(16, 64, 64), torch.randn(16, 64, 64)
    return network, lambda: F.mse_loss(network(x), y)


network, loss = case()
compiled = how == "compiled"
forward = torch.compile(loss) if compiled else loss
optimizer = torch.optim.Adam(network.parameters(), lr=1e-3, fused=compiled)


def step():
    optimizer.zero_grad(set_to_none=True)
    value = forward()
    value.backward()
    optimizer.step()
    return value.item()



def batch():
    """Processor and wall time of a step, over about 0.2 s."""
    steps, cpu, wall = 0, time.process_time(), time.perf_counter()
    while steps == 0 or time.perf_counter() - wall < 0.2:
        step()
        steps += 1
    return (time.process_time() - cpu) * 1e3 / steps, (time.perf_counter() - wall) * 1e3 / steps


losses = [step() for _ in range(5)]
end, best = time.perf_counter() + seconds, (math.inf, math.inf)
while time.perf_counter() < end:
    best = min(best, batch(), key=lambda found: found[clock == "wall"])
card = {"card": torch.cuda.get_device_name()} if device == "cuda" else {}
print(json.dumps({"cpu": best[0], "wall": best[1], "losses": losses} | card))
