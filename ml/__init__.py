"""Learning: trains, evaluates and exports models, always in a process of its own."""

import app  # noqa: F401 - before ONNX Runtime is imported: it is told there not to report to its maker
