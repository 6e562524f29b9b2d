"""The command line: parse, print, exit code. Nothing heavy is imported before it is needed."""

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec

import typer

from assistant.errors import EXPECTED, BadQuestion, advice_of

if TYPE_CHECKING:
    from assistant.assembly import Desk

app = typer.Typer(
    name="briefs",
    help="Ask policy briefs; every sentence of the answer opens the passage it rests on.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
HomeOption = Annotated[Path | None, typer.Option("--home", help="Folder with library, index and settings.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
P = ParamSpec("P")
_chosen_home: list[Path] = []
# What stays when a command is stopped, by the name of its function; nothing to say of the others.
KEPT = {
    "ask": "No answer is kept; the same command starts from the beginning.",
    "ingest": "The files that were read are kept; the same command goes on with the others.",
    "evaluate": "Reports of finished runs are kept, and what the stopped run asked: the same command goes on with it.",
}


@app.callback()
def choose(home: HomeOption = None) -> None:
    """Ask policy briefs; every sentence of the answer opens the passage it rests on."""
    _chosen_home[:] = [home] if home else []


def desk_at(home: Path | None, **flags: object) -> "Desk":
    """The desk over the chosen home; flags are settings with `__` for the dot."""
    from assistant.assembly import open_desk
    from assistant.home import default_root

    root = home or (_chosen_home[0] if _chosen_home else default_root())
    return open_desk(root, {key.replace("__", "."): value for key, value in flags.items()})


def mending(command: Callable[P, None]) -> Callable[P, None]:
    """Errors that the user can act on become two lines on stderr and exit code 2; Ctrl-C says what is kept, and 130."""
    kept = KEPT.get(command.__name__, "")

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except EXPECTED as error:
            for part in str(error).split("\n  "):  # a list of mistakes keeps its lines
                say(part)
            say(advice_of(error))
            raise typer.Exit(2) from None
        except BrokenPipeError:
            # Whoever read the output has gone; what Python still holds of it at exit must go somewhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except KeyboardInterrupt:
            say(f"Stopped. {kept}")
            raise typer.Exit(130) from None

    return wrapped


def say(line: str) -> None:
    """One line on stderr, whatever it holds."""
    from assistant.rendering import printable

    print(printable(" ".join(line.split())), file=sys.stderr, flush=True)


def put(value: Any) -> None:
    """One JSON object on a line of stdout."""
    import json

    print(json.dumps(value, ensure_ascii=False), flush=True)


@app.command()
@mending
def serve(
    host: Annotated[str | None, typer.Option(help="Address to serve on; beyond loopback only with --auth.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to serve on.")] = None,
    auth: Annotated[str | None, typer.Option(help="user:password asked for at login.")] = None,
    sample_once: Annotated[bool, typer.Option(help="Put the bundled sample into an empty home, once.")] = False,
    home: HomeOption = None,
) -> None:
    """Serve the chat in the browser."""
    desk = desk_at(home, serving__host=host, serving__port=port, serving__auth=auth)
    from assistant.ui.serving import check_access
    from assistant.ui.serving import serve as run

    check_access(desk.settings.serving.host, desk.settings.serving.auth)
    if sample_once and not desk.home.sample_offered.exists() and not desk.sources():
        from assistant.progress import show

        show(desk.ingest_sample(), "Putting the sample briefs in")
    run(desk, desk.settings.serving.host, desk.settings.serving.port)


@app.command()
@mending
def ask(
    question: Annotated[str | None, typer.Argument(help="What to ask.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="JSON lines with questions.")] = None,
    as_json: JsonOption = False,
    within: Annotated[list[str] | None, typer.Option("--in", help="Only this brief (id); repeatable.")] = None,
    reader: Annotated[str | None, typer.Option(help="extractive or sentences.")] = None,
    home: HomeOption = None,
) -> None:
    """Ask one question, or every question of a file."""
    from assistant import questioning

    if file is not None and question is not None:
        raise BadQuestion("Both a question and a file of questions were given.", "Give one of the two.")
    desk = desk_at(home)
    if file is not None:
        show_line = put if as_json else _print_reply
        bad = questioning.ask_file(file, lambda: desk.asker(reader), desk.sources(), show_line, within or ())
        raise typer.Exit(2 if bad else 0)
    reply = questioning.ask_one(question or "", lambda: desk.asker(reader), desk.sources(), within or [])
    if as_json:
        from assistant.wire import reply_to_json

        put(reply_to_json(reply))
    else:
        print(questioning.for_terminal(reply))


def _print_reply(line: dict[str, Any]) -> None:
    from assistant.rendering import printable

    print(printable(f"{line.get('id', '')}\t{line.get('text', line.get('error', ''))}"), flush=True)


@app.command()
@mending
def ingest(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders.")] = None,
    sample: Annotated[bool, typer.Option("--sample", help="The bundled sample briefs.")] = False,
    home: HomeOption = None,
) -> None:
    """Read files into the library and index them."""
    from assistant.errors import AssistantError
    from assistant.progress import show

    if not paths and not sample:
        raise AssistantError("Nothing to ingest.", "Name files or folders, or use --sample.")
    desk = desk_at(home)
    failed = show(desk.ingest_sample(), "Sample") if sample else 0
    if paths:
        failed += show(desk.ingest(paths), "Reading")
    if failed:
        say("Mend or leave out the files named above; all others are in.")
        raise typer.Exit(2)


@app.command("list")
@mending
def list_briefs(as_json: JsonOption = False, home: HomeOption = None) -> None:
    """List the briefs in the library."""
    from dataclasses import asdict

    from assistant.rendering import printable

    desk = desk_at(home)
    for source in desk.sources():
        if as_json:
            put({"id": source.brief_id, **{k: v for k, v in asdict(source).items() if k != "brief_id"}})
        else:
            parts = (source.title, source.publisher, source.author, source.published)
            print(printable(f"{source.brief_id}\t{', '.join(part for part in parts if part)}"))


@app.command()
@mending
def show(brief_id: Annotated[str, typer.Argument(help="Id of the brief.")], home: HomeOption = None) -> None:
    """Print a brief's stored text, exactly."""
    sys.stdout.write(desk_at(home).brief(brief_id).text)


@app.command()
@mending
def remove(brief_id: Annotated[str, typer.Argument(help="Id of the brief.")], home: HomeOption = None) -> None:
    """Remove a brief from library and index."""
    desk_at(home).remove(brief_id)
    say(f"Removed {brief_id}.")


@app.command("eval")
@mending
def evaluate(
    questions: Annotated[str | None, typer.Argument(help="Set file, dataset folder or stored set's name.")] = None,
    reader: Annotated[str | None, typer.Option(help="extractive or sentences.")] = None,
    baseline: Annotated[str | None, typer.Option(help="A report.json, its folder, or 'last'.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the reports.")] = None,
    fail_under: Annotated[list[str] | None, typer.Option(help="metric=value; repeatable.")] = None,
    compare: Annotated[str | None, typer.Option(help="Readers to run side by side, comma-separated.")] = None,
    split: Annotated[str | None, typer.Option(help="Only the dev or the test half.")] = None,
    texts: Annotated[bool, typer.Option(help="Keep texts in the reports.")] = True,
    template: Annotated[Path | None, typer.Option(help="Write a question file to start from, and stop.")] = None,
    home: HomeOption = None,
) -> None:
    """Run a question set and compare it with an earlier run; exit 1 if it got worse."""
    from assistant.evaluation.command import Options, write_template
    from assistant.evaluation.command import evaluate as run

    if template is not None:
        write_template(template)
        say(f"Wrote {template}.")
        return
    desk = desk_at(home)
    readers = [name.strip() for name in (compare or "").split(",") if name.strip()]
    options = Options(questions, reader, baseline, out, fail_under or (), readers, split, texts)
    raise typer.Exit(run(options, desk.home, desk.bench()))


@app.command()
@mending
def settings(as_json: JsonOption = False, home: HomeOption = None) -> None:
    """Print the effective settings and where each value came from."""
    desk = desk_at(home)
    for origin in desk.origins:
        value = "***" if origin.key == "serving.auth" and origin.value else origin.value
        if as_json:
            put({"key": origin.key, "value": value, "source": origin.source, "description": origin.description})
        else:
            print(f"{origin.key} = {value}\t({origin.source})\t{origin.description}")


@app.command()
@mending
def doctor(home: HomeOption = None) -> None:
    """Check home, library, index and models, and say what to do about what is wrong."""
    from assistant.doctor import examine

    wrong = 0
    for finding in examine(desk_at(home)):
        print(f"{'ok  ' if finding.ok else 'FAIL'}  {finding.what}: {finding.detail}")
        wrong += not finding.ok
    raise typer.Exit(1 if wrong else 0)


def main() -> None:
    """Entry point of the console script."""
    for stream in (sys.stdout, sys.stderr):
        # In JSON the escape of half a surrogate pair is what backslashreplace writes.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    app()


if __name__ == "__main__":
    main()
