"""The browser page: layout and wiring. Only layout files import gradio, inside functions."""
