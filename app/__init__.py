"""Aegle: an imaging-and-records workstation."""

import os

# From 1.29 on ONNX Runtime reports to its maker what it runs, unless it is told before it is first imported. Whatever
# the environment says, and in every process: each imports something of app first.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

__version__ = "0.1.0"
