"""Named by pyproject.toml, which demands a client app; our nodes never ask for it, the recording uses it."""

import numpy as np
from flwr.app import Array, ArrayRecord, Message, MetricRecord, RecordDict
from flwr.clientapp import ClientApp

app = ClientApp()


@app.train()
def train(message, context):
    arrays = message.content["arrays"]
    changed = ArrayRecord({name: Array(np.asarray(array.numpy() + 1)) for name, array in arrays.items()})
    metrics = MetricRecord({"num-examples": 10, "loss": 0.5})
    return Message(content=RecordDict({"arrays": changed, "metrics": metrics}), reply_to=message)


@app.evaluate()
def evaluate(message, context):
    total = sum(float(array.numpy().sum()) for array in message.content["arrays"].values())
    metrics = MetricRecord({"num-examples": 4, "total": total})
    return Message(content=RecordDict({"metrics": metrics}), reply_to=message)
