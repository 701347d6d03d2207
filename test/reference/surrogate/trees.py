"""Trees of tensors as the tests read them."""

import torch


def digits(tree):
    """Shapes and entries, to 15 digits."""
    if isinstance(tree, torch.Tensor):
        return {"shape": list(tree.shape), "data": [float(f"{v:.15g}") for v in tree.detach().reshape(-1).tolist()]}
    if isinstance(tree, list):
        return [digits(part) for part in tree]
    return {name: digits(part) for name, part in tree.items()}
