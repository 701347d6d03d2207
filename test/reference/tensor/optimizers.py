"""Twenty steps of optimisers, the rates of schedules and scales of the loss by PyTorch, and minima by SciPy's L-BFGS-B; all in 64 bits."""

import json
from pathlib import Path

import numpy as np
import torch
from scipy.optimize import minimize, rosen, rosen_der

torch.set_default_dtype(torch.float64)
random = np.random.default_rng(0)
inputs, targets = random.normal(size=(5, 2)), random.normal(size=(5, 3))
start = {"weights": random.normal(size=(2, 3)), "bias": random.normal(size=3)}
X, Y = torch.tensor(inputs), torch.tensor(targets)


class Lion(torch.optim.Optimizer):
    """Algorithm 2 of Chen et al., NeurIPS (2023)."""

    def __init__(self, parameters, lr, weight_decay):
        super().__init__(parameters, {"lr": lr, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                mean = self.state[p].setdefault("mean", torch.zeros_like(p))
                c = 0.9 * mean + 0.1 * p.grad
                p -= group["lr"] * (torch.sign(c) + group["weight_decay"] * p)
                self.state[p]["mean"] = 0.99 * mean + 0.01 * p.grad


def by_norm(gradients):
    norm = torch.sqrt(sum((g**2).sum() for g in gradients))
    return [g * (0.1 / norm) if norm > 0.1 else g for g in gradients]


def by_value(gradients):
    return [g.clamp(-0.05, 0.05) for g in gradients]


def trained(make, clip=None, schedule=None):
    parameters = {name: torch.tensor(value, requires_grad=True) for name, value in start.items()}
    optimizer = make(list(parameters.values()))
    scheduler = schedule(optimizer) if schedule else None
    losses = []
    for _ in range(20):
        optimizer.zero_grad()
        loss = ((torch.tanh(X @ parameters["weights"] + parameters["bias"]) - Y) ** 2).mean()
        loss.backward()
        if clip:
            for p, g in zip(parameters.values(), clip([p.grad for p in parameters.values()])):
                p.grad = g
        optimizer.step()
        if scheduler:
            scheduler.step()
        losses.append(loss.item())
    return {"losses": losses} | {name: value.detach().tolist() for name, value in parameters.items()}


def rates(make, peak, steps):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=peak)
    scheduler = make(optimizer)
    found = []
    for step in range(steps):
        found.append(optimizer.param_groups[0]["lr"])
        if step + 1 < steps:
            optimizer.step()
            scheduler.step()
    return found


def loss_scales(good):
    parameter = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([parameter], lr=0.1)
    scaler = torch.amp.GradScaler("cpu", init_scale=8, growth_interval=3)
    found = []
    for is_good in good:
        optimizer.zero_grad()
        scaler.scale(parameter * (1.0 if is_good else float("inf"))).backward()
        scaler.step(optimizer)
        scaler.update()
        found.append(scaler.get_scale())
    return found


kinds = torch.optim
good_steps = [1, 1, 0, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 0]
cycle = lambda optimizer: kinds.lr_scheduler.OneCycleLR(optimizer, 0.1, total_steps=20, cycle_momentum=False)
result = {
    "inputs": inputs.tolist(),
    "targets": targets.tolist(),
    "start": {name: value.tolist() for name, value in start.items()},
    "sgd": trained(lambda p: kinds.SGD(p, lr=0.1)),
    "sgd with momentum": trained(lambda p: kinds.SGD(p, lr=0.1, momentum=0.9)),
    "sgd with Nesterov's momentum": trained(lambda p: kinds.SGD(p, lr=0.1, momentum=0.9, nesterov=True)),
    "adam": trained(lambda p: kinds.Adam(p)),
    "adam with other memories": trained(lambda p: kinds.Adam(p, lr=0.05, betas=(0.8, 0.95), eps=1e-6)),
    "adam, clipped by norm": trained(lambda p: kinds.Adam(p, lr=0.05), clip=by_norm),
    "sgd, clipped by value": trained(lambda p: kinds.SGD(p, lr=0.1), clip=by_value),
    "adam in one cycle": trained(lambda p: kinds.Adam(p, lr=0.1), schedule=cycle),
    "adamW": trained(lambda p: kinds.AdamW(p, lr=0.05, weight_decay=0.1)),
    "lion": trained(lambda p: Lion(p, lr=0.02, weight_decay=0.1)),
    "loss scales": {"good": good_steps, "scales": loss_scales(good_steps)},
    "schedules": {
        "cosine": rates(lambda o: kinds.lr_scheduler.CosineAnnealingLR(o, T_max=30, eta_min=0.01), 0.1, 31),
        "exponentialDecay": rates(lambda o: kinds.lr_scheduler.ExponentialLR(o, gamma=0.5 ** (1 / 10)), 0.1, 31),
        "oneCycle": rates(
            lambda o: kinds.lr_scheduler.OneCycleLR(o, 0.1, total_steps=37, pct_start=0.25, cycle_momentum=False), 0.1, 37
        ),
        "warmup": rates(lambda o: kinds.lr_scheduler.LinearLR(o, start_factor=1 / 8, total_iters=7), 0.1, 12),
    },
}


def lowest(objective, x):
    tight = {"ftol": 1e-16, "gtol": 1e-11, "maxiter": 100000, "maxfun": 1000000, "maxcor": 20}
    found = minimize(objective, x, jac=True, method="L-BFGS-B", options=tight)
    return {"x": found.x.tolist(), "value": float(found.fun)}


def raised_rosenbrock(x):
    """Its minimum is away from the origin of values, so that rounding ends the search."""
    return rosen(x) + 0.5 * x @ x, rosen_der(x) + x


def logistic(x):
    margins = (2 * (targets[:, 0] > 0) - 1)[:, None] * inputs
    z = margins @ x
    return np.logaddexp(0, -z).sum() + 0.05 * x @ x, -margins.T @ (1 / (1 + np.exp(z))) + 0.1 * x


result["minima"] = {
    "raised rosenbrock 10": lowest(raised_rosenbrock, np.full(10, -1.2)),
    "raised rosenbrock 100": lowest(raised_rosenbrock, np.full(100, -1.2)),
    "logistic": lowest(logistic, np.zeros(2)),
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, indent=1))
