"""`sync`: the library shared through git."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import typer

from cheatsheet.commands.options import AsJson, DryRun
from cheatsheet.commands.session import Session
from cheatsheet.commands.sync_report import as_object, say_report, say_what_waits
from cheatsheet.entry import Entry
from cheatsheet.errors import NotShared
from cheatsheet.git import Git
from cheatsheet.settings import FILE_NAME
from cheatsheet.share.apart import Apart
from cheatsheet.share.conflict import Conflict
from cheatsheet.share.repository import Repository
from cheatsheet.share.settle import Sides
from cheatsheet.share.setup import tell
from cheatsheet.share.state import entries_at
from cheatsheet.share.sync import Sync

SLOW = ("library/near-duplicate", "library/shadowed")  # warnings, and nothing that a commit waits for


def command(ctx: typer.Context, dry_run: DryRun = False, as_json: AsJson = False) -> int:
    """Share the library: commit what changed here, merge what changed there entry by entry, push.

    Two who edit different entries, or different fields of one, never conflict. Where both changed the
    same field, both texts are kept and named. What `lint` calls an error is not shared.
    """
    session = Session(ctx)
    git = Git(folder=session.place.root, environ=session.outside.environ)
    repository = Repository.of(git, parts_of(session))
    at = partial(entries_at, repository, responses=session.responses, status=session.default_status)

    def mended(base: str, sides: Sides) -> Sequence[Conflict]:
        apart = Apart(
            responses=session.responses,
            cwd=session.outside.cwd,
            status=session.default_status,
            base=at(base),
            ours=at("HEAD"),
            sides=sides,
        )
        return apart.mended()

    sync = Sync(
        repository=repository,
        entries=partial(entries_now, session),
        before=partial(at, "HEAD"),
        mend=mended,
        check=partial(check, session),
        status=session.default_status,
        today=session.today,
    )
    if dry_run:
        say_what_waits(session, sync)
        return 0
    tell(repository.git, repository.top, session.responses)
    done = sync.run()
    if as_json:
        session.printer.json(as_object(done))
    else:
        say_report(session, done)
    return 0


def parts_of(session: Session) -> Sequence[Path]:
    """The files and folders of a library."""
    root = session.place.root
    names = session.settings.known["lint.packs"].value
    packs = [root / str(name) for name in names] if isinstance(names, list) else []
    known = [session.responses, session.own_folder("library.templates"), root / FILE_NAME, root / ".gitattributes"]
    return [*known, *packs]


def entries_now(session: Session) -> Mapping[str, Entry]:
    """The library as it is in its files; raises Invalid."""
    session.forget_library()
    return session.library.by_id


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
        session.printer.say(desk.reporter().render("concise", errors).rstrip("\n"))
        raise NotShared("nothing was pushed", "mend these, or accept them with a reason (`lint:`), then sync again")
