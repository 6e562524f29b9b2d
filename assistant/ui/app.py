"""The page as an ASGI application: routes, chat and guard together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI

from assistant.ui.api import routes
from assistant.ui.desk import Desk
from assistant.ui.evaluation_routes import evaluation_routes
from assistant.ui.guarding import Guard
from assistant.ui.layout import build_blocks, page_of, theme
from assistant.ui.pages import static


def build_app(desk: Desk) -> FastAPI:
    """The application; the models begin to load when it starts."""
    page = page_of(desk)
    blocks = build_blocks(page)
    import gradio as gr

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        page.warming.start()
        yield

    app = FastAPI(title="Briefs", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.include_router(routes(desk))
    app.include_router(evaluation_routes(desk))
    app.add_middleware(Guard, auth=desk.settings.serving.auth)
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        theme=theme(),
        head=_head(),
        favicon_path=str(Path(__file__).parent / "static" / "favicon.svg"),
        footer_links=[],
        ssr_mode=False,
        enable_monitoring=False,
        show_error=True,
        max_file_size=f"{desk.settings.serving.max_file_mb}mb",
    )
    return mounted


def _head() -> str:
    """Style and script. The style goes here because gradio's own css argument rewrites some rules wrongly."""
    style, script = static("tokens.css", "page.css", "evaluate.css"), static("page.js", "evaluate.js")
    return f"<style>{style}</style><script>{script}</script>"
