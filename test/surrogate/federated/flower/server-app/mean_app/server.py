"""FedAvg of flwr that leaves out updates far from the others, and writes what came of it."""

import json
import time

import numpy as np
from flwr.app import Array, ArrayRecord, ConfigRecord
from flwr.serverapp import ServerApp
from flwr.serverapp.strategy import FedAvg

app = ServerApp()


class Guarded(FedAvg):
    """Without the replies whose step is more than `limit` times as long as the median one."""

    def __init__(self, limit, **options):
        super().__init__(**options)
        self.limit = limit
        self.sent = None
        self.rounds = []

    def configure_train(self, server_round, arrays, config, grid):
        self.sent = {name: array.numpy() for name, array in arrays.items()}
        return super().configure_train(server_round, arrays, config, grid)

    def aggregate_train(self, server_round, replies):
        replies = list(replies)
        answered = [reply for reply in replies if not reply.has_error()]
        norms = [self.step(reply) for reply in answered]
        kept = [reply for reply, norm in zip(answered, norms) if norm <= self.limit * np.median(norms)]
        self.rounds.append({
            "kept": [str(reply.metadata.src_node_id) for reply in kept],
            "far": [str(reply.metadata.src_node_id) for reply in answered if reply not in kept],
            "errors": {str(reply.metadata.src_node_id): reply.error.reason for reply in replies if reply.has_error()},
        })
        return super().aggregate_train(server_round, kept)

    def step(self, reply):
        arrays = reply.content["arrays"]
        return np.sqrt(sum(((array.numpy() - self.sent[name]) ** 2).sum() for name, array in arrays.items()))


@app.main()
def main(grid, context):
    config = context.run_config
    nodes = int(config["nodes"])
    while len(list(grid.get_node_ids())) < nodes:
        time.sleep(0.2)
    strategy = Guarded(config["limit"], min_train_nodes=1, min_evaluate_nodes=1, min_available_nodes=1)
    initial = ArrayRecord({
        "weights": Array(np.arange(6.0).reshape(2, 3)),
        "scale": Array(np.array([0.5, -1.5], dtype=np.float32)),
        "bias": Array(np.array(0.25)),
    })
    train = ConfigRecord({"learning-rate": 0.5, "name": "test", "steps": 3, "sizes": [1, 2], "isLast": False})
    result = strategy.start(grid=grid, initial_arrays=initial, num_rounds=int(config["rounds"]), train_config=train, timeout=90)
    with open(config["result"], "w") as file:
        json.dump({
            "arrays": {name: {"type": array.dtype, "values": array.numpy().tolist()} for name, array in result.arrays.items()},
            "rounds": strategy.rounds,
            "evaluate": {str(key): dict(record) for key, record in result.evaluate_metrics_clientapp.items()},
        }, file)
