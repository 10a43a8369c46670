"""`sync`: the library shared through git."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from functools import cache, partial
from pathlib import Path

import typer

from cheatsheet.commands.options import AsJson, DryRun
from cheatsheet.commands.session import Session
from cheatsheet.commands.sync_report import as_object, say_report, say_what_waits
from cheatsheet.entry import Entry
from cheatsheet.errors import Fault, Invalid, NotShared
from cheatsheet.git import Git
from cheatsheet.lock import locked
from cheatsheet.settings import FILE_NAME, load_settings
from cheatsheet.share.apart import Apart
from cheatsheet.share.conflict import Conflict
from cheatsheet.share.repository import Repository
from cheatsheet.share.settle import Sides
from cheatsheet.share.setup import tell
from cheatsheet.share.state import State, state_at
from cheatsheet.share.sync import Sync

SLOW = ("library/near-duplicate", "library/shadowed")  # warnings, and nothing that a commit waits for
OF_SETTINGS = ("settings", "layouts")  # parts of a session that a merge may change


def command(ctx: typer.Context, dry_run: DryRun = False, as_json: AsJson = False) -> int:
    """Share the library: commit what changed here, merge what changed there entry by entry, push.

    Two who edit different entries, or different fields of one, never conflict. Where both changed the
    same field, both texts are kept and named. What `lint` calls an error is not shared.
    """
    session = Session(ctx)
    git = Git(folder=session.place.root, environ=session.outside.environ)
    with locked(git.own_folder, state=session.outside.state_folder) if git.top else nullcontext():
        return synced(session, Repository.of(git, parts_of(session)), dry_run=dry_run, as_json=as_json)


def synced(session: Session, repository: Repository, *, dry_run: bool, as_json: bool) -> int:
    """A sync with what is said of it; raises what stopped it."""
    sync = sync_of(session, repository)
    if dry_run:
        say_what_waits(session, sync)
        return 0
    tell(repository.git, repository.top, session.responses)
    done = sync.run()
    if as_json:
        session.printer.json(as_object(done))
    else:
        say_report(session, done)
    if done.stopped:
        raise done.stopped
    return 0


def sync_of(session: Session, repository: Repository) -> Sync:
    """The sync of a library; a commit is read once."""
    status = session.default_status
    read = cache(partial(state_at, repository, responses=session.responses, status=status))

    def at(revision: str) -> State:
        return read(repository.git.says("rev-parse", "--verify", "-q", revision))

    def mended(base: str, theirs: str, sides: Sides) -> Sequence[Conflict]:
        apart = Apart(
            responses=session.responses,
            cwd=session.outside.cwd,
            status=status,
            base=at(base),
            ours=at("HEAD"),
            theirs=at(theirs),
            sides=sides,
        )
        return apart.mended()

    return Sync(
        repository=repository,
        entries=partial(entries_now, session),
        at=lambda revision: at(revision).entries,
        faults=lambda revision: [*at(revision).faults, *faults_of_settings(session, repository, revision)],
        mend=mended,
        check=partial(check, session),
        status=status,
        today=session.today,
    )


def parts_of(session: Session) -> Sequence[Path]:
    """The files and folders of a library."""
    root = session.place.root
    names = session.settings.known["lint.packs"].value
    packs = [root / str(name) for name in names] if isinstance(names, list) else []
    known = [session.responses, session.own_folder("library.templates"), root / FILE_NAME, root / ".gitattributes"]
    return [*known, *packs]


def faults_of_settings(session: Session, repository: Repository, revision: str) -> Sequence[Fault]:
    """What is wrong with the team's settings at a commit."""
    name = (session.place.root.resolve() / FILE_NAME).relative_to(repository.top.resolve()).as_posix()
    with repository.checked_out(revision, name) as top:
        try:
            load_settings(top / name, None, {}, {top / name: name})
        except Invalid as error:
            return error.faults
    return []


def entries_now(session: Session) -> Mapping[str, Entry]:
    """The library as it is in its files, which may have other settings now; raises Invalid."""
    for name in OF_SETTINGS:
        session.__dict__.pop(name, None)
    session.responses.mkdir(exist_ok=True)  # git keeps no folder without files
    session.forget_library()
    return session.library.by_id


class NewErrors(NotShared):
    """Errors of `lint` that came with what would be shared; `report` names them."""

    def __init__(self, report: str) -> None:
        super().__init__("nothing was pushed", "mend these, or accept them with a reason (`lint:`), then sync again")
        self.report = report

    def lines(self) -> list[str]:
        return [*self.report.splitlines(), *super().lines()]


def check(session: Session, revision: str) -> None:
    """NotShared where `lint` has an error that was not there at a commit; Invalid for a broken file."""
    if not entries_now(session):
        return
    from cheatsheet.commands.linting import Desk
    from cheatsheet.lint.problem import Level

    desk = Desk(session, [], None)
    desk.choose((), SLOW)
    problems = desk.problems()
    problems = desk.new_since(revision, problems) if revision else problems
    errors = [each for each in problems if each.level is Level.ERROR]
    if errors:
        raise NewErrors(desk.reporter().render("concise", errors).rstrip("\n"))
