"""Keras with the backend of KERAS_BACKEND."""
import os
import time

from common import (BATCH, INPUT, NETS, SHELL, TIMED_EPOCHS, arguments, arrays, cold, first_outputs, predictions,
                    record, samples, shell_data)

args = arguments()
BACKEND = os.environ["KERAS_BACKEND"]
if BACKEND == "tensorflow":
    import tensorflow as backend
    backend.config.threading.set_intra_op_parallelism_threads(args.threads)
    backend.config.threading.set_inter_op_parallelism_threads(args.threads)
else:
    import jax as backend
import keras
import numpy as np
from keras import layers

VERSION = f"Keras {keras.__version__}, {'TensorFlow' if BACKEND == 'tensorflow' else 'JAX'} {backend.__version__}"


def network(net, start=None, unroll=False):
    model = keras.Sequential([layers.Input(INPUT[net]), *hidden(net, unroll), layers.Dense(10, activation="softmax")])
    if start:
        model.set_weights(start)
    return model


def hidden(net, unroll):
    if net == "W4":
        return [layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(2),
                layers.Conv2D(64, 3, activation="relu"), layers.MaxPooling2D(2), layers.Flatten()]
    if net == "W5":
        return [layers.LSTM(128, unroll=unroll)]
    return [layers.Dense(n, activation="relu") for n in NETS[net][1:-1]]


class Clock(keras.callbacks.Callback):
    """The time from each epoch's begin to the next one's, or to the end."""

    def on_train_begin(self, logs=None):
        self.marks, self.losses = [], []

    def on_epoch_begin(self, epoch, logs=None):
        self.marks.append(time.perf_counter())

    def on_epoch_end(self, epoch, logs=None):
        self.losses.append(float(logs["loss"]))

    def on_train_end(self, logs=None):
        self.marks.append(time.perf_counter())

    def epochs(self):
        return [b - a for a, b in zip(self.marks, self.marks[1:])]


def train(net, name, normal=False, unroll=False, **compiling):
    keras.utils.set_random_seed(0)
    x, y = samples(args.inputs, args.samples)
    x = x.reshape(-1, *INPUT[net])
    model = network(net, arrays(args.inputs, net), unroll)
    checked = first_outputs(net, x, model)
    optimizer = keras.optimizers.SGD(0.01) if net == "W2" else keras.optimizers.Adam(1e-3)
    model.compile(optimizer, "sparse_categorical_crossentropy", **compiling)
    clock, losses = Clock(), []
    for epochs in (1, TIMED_EPOCHS):
        model.fit(x, y, batch_size=BATCH[net], epochs=epochs, verbose=0, callbacks=[clock])
        losses += clock.losses
    record(net, "train", call=name, normal=normal, value=len(x) / min(clock.epochs()), losses=losses, version=VERSION, **checked)


def predict(net):
    model = network(net, arrays(args.inputs, net))
    model.compile()
    x, _ = samples(args.inputs)
    for batch in (1, 1024):
        rows = x[:batch].copy()
        many = rows if batch == 1 else x  # predict cuts it into batches itself
        time_calls(net, batch, {
            "predict": lambda: model.predict(many, batch_size=batch, verbose=0),
            "predict_on_batch": lambda: model.predict_on_batch(rows),
            "model(x)": lambda: np.asarray(model(rows)),
        })
        time_calls(net, batch, compiled(model, rows))  # predict gives the model's arrays away, so these come last


def time_calls(net, batch, calls):
    for name, call in calls.items():
        predictions(net, batch, call, args.seconds, name, normal=name == "predict")


def compiled(model, rows):
    """The backend's own compiled calls."""
    if BACKEND == "tensorflow":
        calls = {}
        for jit in (False, True):
            f = backend.function(lambda a: model(a, training=False), jit_compile=jit,
                                 input_signature=[backend.TensorSpec(rows.shape, backend.float32)])
            calls[f"tf.function(jit_compile={jit})"] = lambda f=f: f(backend.constant(rows)).numpy()
        return calls
    held = [v.value for v in model.trainable_variables], [v.value for v in model.non_trainable_variables]
    f = backend.jit(lambda a: model.stateless_call(*held, a)[0])
    return {"jax.jit(stateless_call)": lambda: np.asarray(f(rows))}


def shell():
    sizes, rate, epochs, batch = SHELL[args.case]
    keras.utils.set_random_seed(0)
    x, y, xt, yt = shell_data(args)
    model = keras.Sequential([layers.Input((sizes[0],))])
    for n in sizes[1:-1]:
        model.add(layers.Dense(n, activation="relu"))
        model.add(layers.Dropout(rate))
    model.add(layers.Dense(sizes[-1], activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    h = model.fit(x, y, epochs=epochs, batch_size=batch, validation_data=(xt, yt), verbose=0)
    model.save(args.out + ".keras")
    record("W8", args.case, accuracy=h.history["val_accuracy"][-1], version=VERSION)


if args.work in BATCH:
    train(args.work, "fit", normal=True)
    train(args.work, "fit, steps_per_execution=16", steps_per_execution=16)
    if args.work == "W5" and BACKEND == "tensorflow":  # JAX only gets slower by it
        train(args.work, "fit, unroll=True, steps_per_execution=16", unroll=True, steps_per_execution=16)
elif args.work == "W3":
    for net in ("W2", "W1"):
        predict(net)
elif args.work == "W7":
    cold(VERSION, network("W2").predict(np.zeros((1, 784), np.float32), verbose=0).sum())
elif args.work == "W8":
    shell()
