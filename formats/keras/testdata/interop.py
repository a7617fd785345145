"""Opens the files of a folder with Keras, predicts, measures, trains on and saves.

Usage: interop.py FOLDER N. FOLDER/trials-N.json lists what to do: for each name
the rows x and y, how many at once, and of which file, with which ending, the model
is read. What came out is written to FOLDER/answers-N.json, and each model trained on to
NAME.trained.keras.
"""
import json
import os
import sys
import traceback

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import numpy as np

folder, part = sys.argv[1:]
with open(os.path.join(folder, f"trials-{part}.json")) as f:
    trials = json.load(f)


def numbers(v):
    v = np.asarray(v, "float64").ravel()
    return [float(x) if np.isfinite(x) else None for x in v]  # JSON has no NaN


def run(trial):
    model = keras.models.load_model(os.path.join(folder, trial["file"]))
    model.run_eagerly = True
    x = np.array(trial["x"], "float32").reshape([-1] + trial["shape"])
    y = np.array(trial["y"], "float32")
    if trial["batch"] < len(x):  # with JAX, predict forgets the states between batches
        p = [model(x[i : i + trial["batch"]]) for i in range(0, len(x), trial["batch"])]
    else:
        p = model.predict(x, batch_size=trial["batch"], verbose=0)
    out = {"predictions": numbers(p)}
    out["weights"] = [numbers(w) for w in model.get_weights()]
    if trial["file"].endswith(".h5"):
        model.save(os.path.join(folder, trial["name"] + ".saved.h5"))
    if model.compiled and model.optimizer is not None:
        out["state"] = [numbers(v) for v in model.optimizer.variables]
        if trial["epochs"]:
            scores = model.evaluate(x, y, batch_size=len(x), verbose=0, return_dict=True)
            out["scores"] = [numbers(scores.pop("loss"))] + [numbers(v) for v in scores.values()]
            model.fit(x, y, epochs=trial["epochs"], batch_size=len(x), shuffle=False, verbose=0)
            model.save(os.path.join(folder, trial["name"] + ".trained.keras"))
            out["after"] = numbers(model.predict(x, verbose=0))
    return out


answers = {"keras": keras.__version__, "trials": {}}
for trial in trials:
    try:
        answers["trials"][trial["name"]] = run(trial)
    except Exception as e:
        answers["trials"][trial["name"]] = {"error": str(e)[-400:] + traceback.format_exc()[-400:]}
with open(os.path.join(folder, f"answers-{part}.json"), "w") as f:
    json.dump(answers, f)
