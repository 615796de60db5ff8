"""The process that talks to `wandb`: one order on standard input, one reply on standard output.

`wandb` starts a service, keeps global state and waits for its server: in a process of its own none of that touches the
app, and the whole can be stopped at any time.
"""

import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from core.traces import Session
from export.wandb_order import Order, Reply
from export.wandb_tables import WandbTable, measures_of, tables_of

if TYPE_CHECKING:
    import wandb

FINISH_SECONDS = 120.0


def main() -> None:
    """Carry out the order."""
    out = sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever wandb prints stays out of the reply
    order: Order = pickle.load(sys.stdin.buffer)
    out.write(pickle.dumps(written(order)))
    out.flush()


def written(order: Order) -> Reply:
    """Write the run; an error of wandb's is the reply."""
    import wandb

    try:
        return _written(order)
    except wandb.errors.Error as error:
        said = str(error)
        login = isinstance(error, wandb.errors.AuthenticationError) or "api key" in said.lower() or "log in" in said
        network = isinstance(error, wandb.errors.CommError)
        return Reply(problem="login" if login else "network" if network else "", error=said)
    except TimeoutError as error:
        return Reply(problem="network", error=str(error))
    except Exception as error:  # the process's outermost boundary: whatever breaks in wandb is said, not lost
        return Reply(problem="", error=f"{type(error).__name__}: {error}")


def _written(order: Order) -> Reply:
    import wandb

    from export.wandb_trace import trace_of

    session = order.session
    run = wandb.init(
        project=order.project,
        group=session.id,
        name=session.title[:120],
        job_type="session",
        config=dict(order.config) | {"session": session.id},
        dir=order.folder,
        mode="offline" if order.mode == "offline" else "online",
        settings=_quiet(order.connect_seconds),
    )
    for step, asked in enumerate(session.runs):
        run.log({"trace": trace_of(asked), **measures_of(asked)}, step=step)
    tables = tables_of(session)
    run.log({table.name: _table(table) for table in tables})
    run.summary.update(_summary(session, tables))
    run.log_artifact(_artifact(order))
    place = str(Path(run.dir).parent)
    url = run.url if order.mode != "offline" else None
    run.finish()
    return Reply(url, place)


def _quiet(connect_seconds: float) -> "wandb.Settings":
    """Nothing of the machine is sent along: no code, no git, no host, no packages, no measurements, no console."""
    import wandb

    return wandb.Settings(
        silent=True,
        console="off",
        disable_git=True,
        disable_code=True,
        save_code=False,
        host="footnote",
        init_timeout=connect_seconds,
        finish_timeout=FINISH_SECONDS,
        finish_timeout_raises=True,
        x_disable_stats=True,
        x_disable_meta=True,
        x_disable_machine_info=True,
        x_save_requirements=False,
    )


def _table(table: WandbTable) -> "wandb.Table":
    import wandb

    return wandb.Table(columns=list(table.columns), data=[list(row) for row in table.rows], allow_mixed_types=True)


def _summary(session: Session, tables: tuple[WandbTable, ...]) -> dict[str, int | float]:
    """The session in a line: how many questions, figures, grounded ones, tokens and dollars."""
    measures = [measures_of(run) for run in session.runs]
    sums = {name: sum(one.get(name, 0.0) for one in measures) for name in ("seconds", "tokens", "cost", "figures")}
    grounded = sum(bool(figure.grounded) for run in session.runs if run.answer for figure in run.answer.figures)
    return {f"session/{name}": value for name, value in sums.items()} | {
        "session/questions": len(session.runs),
        "session/grounded_figures": grounded,
        "session/feedback": sum(len(table.rows) for table in tables if table.name == "feedback"),
    }


def _artifact(order: Order) -> "wandb.Artifact":
    import wandb

    artifact = wandb.Artifact(f"session-{order.session.id}"[:120], "footnote-session")
    for name, data in order.files.items():
        with artifact.new_file(name, mode="wb") as file:
            file.write(data)
    return artifact


if __name__ == "__main__":
    main()
