"""Makes keras2.*: files as Keras 2.13 writes them (pip install tensorflow-cpu==2.13.1)."""
import json, sys
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers as L

out = sys.argv[1]
tf.keras.utils.set_random_seed(7)
rng = np.random.default_rng(7)

def save(name, model, x, y, loss):
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss=loss, metrics=["accuracy"])
    model.fit(x, y, epochs=2, batch_size=8, verbose=0)
    model.save(f"{out}/{name}.h5", save_format="h5")
    model.save(f"{out}/{name}.keras")
    model.save_weights(f"{out}/{name}.legacy_weights.h5")
    p = model.predict(x[:5], verbose=0)
    json.dump({"x": x[:5].tolist(), "y": p.tolist(), "keras": tf.__version__}, open(f"{out}/{name}.json", "w"))

x = rng.normal(size=(32, 6)).astype("float32")
y = rng.integers(0, 3, 32)
save("keras2_mlp", keras.Sequential([
    L.Input((6,)), L.Dense(8, activation="relu", kernel_regularizer="l2"), L.BatchNormalization(),
    L.Dropout(0.2), L.Dense(5, activation="gelu"), L.LeakyReLU(alpha=0.2), L.Dense(3, activation="softmax", name="probs")]),
    x, y, "sparse_categorical_crossentropy")
x = rng.normal(size=(32, 8, 8, 2)).astype("float32")
save("keras2_cnn", keras.Sequential([
    L.Conv2D(4, 3, padding="same", activation="relu", input_shape=(8, 8, 2)), L.MaxPooling2D(), L.Flatten(), L.Dense(3, activation="softmax")]),
    x, y, "sparse_categorical_crossentropy")
x = rng.integers(0, 12, (32, 7)).astype("float32")
save("keras2_rnn", keras.Sequential([
    L.Embedding(12, 4, mask_zero=True, input_length=7), L.Bidirectional(L.LSTM(3, return_sequences=True)), L.GRU(4), L.Dense(3, activation="softmax")]),
    x, y, "sparse_categorical_crossentropy")
