"""Python runs this first where this folder is on PYTHONPATH."""

import socket_guard

socket_guard.install()
