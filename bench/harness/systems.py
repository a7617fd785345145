"""The systems that are compared: how each is made, started, and what it can do."""
from dataclasses import dataclass, field
from pathlib import Path

BENCH = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class System:
    name: str
    title: str
    made_by: str                      # venv, go, go-others, cargo
    works: tuple
    worker: str = ""                  # the Python file in workers/
    shares: str = ""                  # the system whose virtual environment it uses; its own without
    not_judged: tuple = ()            # works where its number is shown, but no bar is held against it
    env: dict = field(default_factory=dict)
    fewer: dict = field(default_factory=dict)  # by work: samples an epoch, where one of all takes minutes
    prepares: bool = False            # writes its model files before anything is timed
    not_counted: tuple = ("pip", "setuptools", "_distutils_hack")  # packages it does not need on disk

    def command(self, cache):
        """The words that start it."""
        if self.made_by == "venv":
            return [str(cache / "venv" / self.environment / "bin" / "python"), "-B", str(BENCH / "workers" / self.worker)]
        return [str(cache / "bin" / self.name)]

    @property
    def environment(self):
        return self.shares or self.name


KERAS = ("W1", "W2", "W3", "W4", "W5", "W7", "W8")
SYSTEMS = [
    System("layercake", "layercake", "go", ("W1", "W2", "W3", "W4", "W5", "W6", "W7", "W8")),
    System("keras-jax", "Keras + JAX", "venv", KERAS, "keras_worker.py", env={"KERAS_BACKEND": "jax"}),
    System("keras-tensorflow", "Keras + TensorFlow", "venv", KERAS, "keras_worker.py",
           env={"KERAS_BACKEND": "tensorflow", "TF_CPP_MIN_LOG_LEVEL": "2"}),
    System("torch", "PyTorch", "venv", ("W1", "W2", "W3", "W4", "W5", "W7", "W8"), "torch_worker.py", env={"CUDA_VISIBLE_DEVICES": ""}),
    System("onnxruntime", "onnxruntime", "venv", ("W3", "W7"), "onnxruntime_worker.py", prepares=True,
           not_counted=("pip", "setuptools", "_distutils_hack", "onnx", "ml_dtypes")),
    System("scikit-learn", "scikit-learn", "venv", ("W1", "W2", "W3", "W7"), "sklearn_worker.py"),
    System("openblas", "OpenBLAS (NumPy)", "venv", ("W6",), "numpy_worker.py", shares="scikit-learn"),
    # W8 is what a person at a shell does; minutes of compiling a loop of one's own are not in its time.
    System("candle", "candle", "cargo", ("W1", "W2", "W3", "W4", "W5", "W7", "W8"), not_judged=("W8",)),
    System("gorgonia", "Gorgonia", "go-others", ("W1", "W2", "W3", "W7")),
    System("spago", "spaGO", "go-others", ("W1", "W2", "W3", "W7")),
    System("gomlx", "GoMLX", "go-others", ("W1", "W2", "W3", "W7"), fewer={"W1": 2048, "W2": 2048}),
]
NAMES = [s.name for s in SYSTEMS]
OURS = SYSTEMS[0].name


def by_name(name):
    return next(s for s in SYSTEMS if s.name == name)


def rivals(work):
    """The names of the other systems that do that work."""
    return [s.name for s in SYSTEMS[1:] if work in s.works]


def judged(work):
    """Those that a bar is held against, and that must be there for it."""
    return [name for name in rivals(work) if work not in by_name(name).not_judged]
