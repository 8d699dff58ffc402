"""Plans and runs editions: catalogues, pages, PDFs, and what spans them, into one site.

Each edition is built by processes of its own in ``build/work/<language>`` and published
file by file only when it is whole; an edition that fails leaves what was published before.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import Executor, Future, wait
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from editions import bilingual, children, files, gate, inputs, judging, reading, shares, sources
from editions.catalogue.compile import publish
from editions.checks import vouching
from editions.config import Publication
from editions.documents import Document, documents
from editions.order import FORMATS, Order
from editions.outgoing import UnfitError
from editions.problems import (
    EditionsError,
    Location,
    Problem,
    Severity,
    UsageError,
    has_errors,
)
from editions.process import Job, Outcome, run_sphinx
from editions.publishing import ASSETS, Made, publish_edition
from editions.reasons import Reasons, changed
from editions.recall import Recall
from editions.site import host, links, volumes
from editions.site.digests import Digests
from editions.site.scan import scan
from editions.site.spanning import span
from editions.site.tree import Tree
from editions.unchanged import Before

_TOLD = "the last build of this edition had something to tell"

_Published: TypeAlias = tuple[list[Problem], Path]


def build(
    publication: Publication,
    order: Order,
    *,
    say: Callable[[str], None],
    before: Before | None = None,
    reasons: Reasons | None = None,
) -> list[Problem]:
    """Build the editions of `order` side by side, `say` one line each; give all problems.

    A failing edition or PDF becomes a problem of severity error and stops no other. `before` is
    what there was, for whoever has looked already; `reasons` take why pages were made.
    """
    reasons = reasons or Reasons()
    before = before or Before(publication, order)
    sources = documents(publication)
    _refuse_unknown_issues(sources, order.issues)
    volumes.refuse_unknown(sources, order.volumes)
    with (
        files.locked(publication.root, "build"),
        children.workers(order.jobs) as pool,
    ):
        tree = _tree(publication, order, say=say)
        if tree.interrupted:
            order = _completed(publication, order, tree, say=say)
        say(order.announcement)
        recall = before.recall
        published, left = _prepared(publication, order, pool, recall, reasons)

        def announce(line: str) -> None:
            before.announce(line)
            say(line)

        with reasons.stage("gate"):
            below = _announced(publication, order, left, recall, say=announce)
        made = order.languages if "html" in order.formats else ()
        had = _editions_of(publication, order.output)
        there = tuple(each for each in publication.languages if each in {*made, *had})
        while True:
            tree.leave_out(left.names)
            withheld = left.among(below)
            pairs = _pairs(publication, order, withheld)
            making = order.languages if "pdf" in order.formats else ()
            expected = bilingual.expected(publication, pairs, making=making)
            plan = _Plan(publication, order, tree, withheld, expected, there, left.names, reasons)
            with reasons.stage("editions"):
                running = {
                    language: pool.submit(_edition, plan, language, done, say=say)
                    for language, done in published.items()
                }
                ended = {language: done.result() for language, done in running.items()}
            # What a document costs, it costs no other: all is made again without it.
            if not left.add({language: each.broken for language, each in ended.items()}, say=say):
                break
        for language, done in ended.items():
            if done.broken:
                ended[language] = _given_up(plan, language, done, say=say)
        problems = [*left.problems, *(said for each in ended.values() for said in each.problems)]
        _keep_other_editions(publication, order, tree)
        # Before the pages that link to them.
        with reasons.stage("pairs"):
            problems += bilingual.build(publication, pairs, tree, say=say)
        with reasons.stage("links"):
            again = _mend_links(plan, pool, say=say)
        problems += [problem for problem in again if problem not in problems]
        with reasons.stage("what spans editions"):
            problems += _finish(publication, order, tree)
        recall.prune()
        told = list(dict.fromkeys(vouching.settled(publication, problems)))
        before.note(told)
    # Of this build alone: the store is sound again.
    return [*told, *recall.damaged()]


def steps_to_come(publication: Publication, order: Order) -> list[int]:
    """Give how many steps (`editions.at`) each part of an edition has that was never made."""
    found = documents(publication)
    issues = sum(1 for each in found if each.issue)
    steps = {"html": 2 * len(found), "pdf": issues}
    work = publication.work / "work"
    made = [(name, work / language / name) for name in FORMATS for language in order.languages]
    return [steps[name] for name, there in made if name in order.formats and not there.is_dir()]


def _prepared(
    publication: Publication, order: Order, pool: Executor, recall: Recall, reasons: Reasons
) -> tuple[dict[str, Future[_Published]], _LeftOut]:
    """Publish the catalogues of all editions, and judge the documents."""
    with (
        reasons.stage("checks"),
        shares.judged(publication, recall, jobs=order.jobs, published=order.languages),
    ):
        reading.faults(publication)
    # All at first: a page says of its counterparts in other editions whether they are done.
    with reasons.stage("catalogues"):
        published = {
            language: pool.submit(publish, publication, language, memory=recall)
            for language in order.languages
        }
        wait(published.values())
    with reasons.stage("documents"):
        return published, _LeftOut.judged(publication, recall)


@dataclass(slots=True)
class _LeftOut:
    """The documents that are left out of an edition, and what is wrong with them."""

    names: dict[str, tuple[str, ...]]
    problems: list[Problem]

    @classmethod
    def judged(cls, publication: Publication, recall: Recall) -> _LeftOut:
        """Begin with what is wrong with documents whatever the edition."""
        judged = judging.judge(publication, recall=recall)
        wrong = tuple(sorted(judging.withheld(judged)))
        return cls(dict.fromkeys(publication.languages, wrong), judging.errors(judged))

    def among(self, below: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
        """Give all that no page links to as finished: these, and what is below its gate."""
        all_of = {
            language: dict(below.get(language, {})) | dict.fromkeys(names, 0)
            for language, names in self.names.items()
        }
        return {language: names for language, names in all_of.items() if names}

    def add(
        self,
        broken: Mapping[str, Mapping[str, tuple[Problem, ...]]],
        *,
        say: Callable[[str], None],
    ) -> bool:
        """Take what could not be read or written; tell whether there was anything new."""
        new = False
        for language, found in broken.items():
            for name, problems in sorted(found.items()):
                if name not in self.names[language]:
                    say(f"{language} {name}: withheld; the edition is made without it")
                    self.names[language] = tuple(sorted((*self.names[language], name)))
                    self.problems += problems
                    new = True
        return new


def _tree(publication: Publication, order: Order, *, say: Callable[[str], None]) -> Tree:
    """Take hold of the site; raise `UsageError` for a folder of somebody else's."""
    site, root = order.output, publication.root
    shown = site.relative_to(root).as_posix() if site.is_relative_to(root) else ""
    digests = Digests(publication.work / "cache" / "digests.json")
    ours = site == publication.site.absolute()
    return Tree(site, shown=shown, ours=ours, digests=digests, say=say)


def _completed(
    publication: Publication, order: Order, tree: Tree, *, say: Callable[[str], None]
) -> Order:
    """Give the order that makes a site whole again whose last build did not come to its end."""
    whole = replace(
        order,
        languages=publication.languages,
        formats=tuple(name for name in FORMATS if name in order.formats or tree.had(name)),
        issues=(),
    )
    if whole != order:
        say("the last build was stopped while it published: all that the site has is built again")
    return whole


def _keep_other_editions(publication: Publication, order: Order, tree: Tree) -> None:
    for language in set(publication.languages) - set(order.languages):
        _keep_edition(tree, language)


def _keep_edition(tree: Tree, language: str) -> None:
    """Keep what is published of an edition that is not built in this run, or failed in it."""
    tree.keep(lambda name: name.startswith(f"{language}/"), within=language)
    tree.clear(lambda name: name.startswith(f"{language}/"), within=language)


def _finish(publication: Publication, order: Order, tree: Tree) -> list[Problem]:
    """Write what spans the editions and what is the host's; look at all that is published."""
    problems: list[Problem] = []
    summed = "html" in order.formats or tree.had_sums
    if summed:
        folders = {
            language: publication.work / "work" / language / "doctrees"
            for language in publication.languages
        }
        problems += span(publication, folders, tree)
        problems += host.publish(publication, tree)
    problems += tree.finish(summed=summed)
    problems += links.check_pages(publication, order.output, digests=tree.digests)
    problems += scan(publication, order.output, digests=tree.digests)
    tree.digests.keep()
    return problems


def _pairs(
    publication: Publication, order: Order, withheld: Mapping[str, Mapping[str, int]]
) -> bilingual.Pairs:
    known = [document.issue for document in documents(publication) if document.issue]
    issues = (order.issues or known) if "pdf" in order.formats else ()
    names = tuple(f"reports/{issue}" for issue in issues)
    return bilingual.Pairs(names, withheld, jobs=order.jobs, output=order.output)


def _refuse_unknown_issues(sources: Iterable[Document], issues: Iterable[str]) -> None:
    there = sorted(document.issue for document in sources if document.issue)
    for issue in issues:
        if issue not in there:
            raise UsageError(f"no issue '{issue}'; there are: {', '.join(there) or 'none'}")


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be built, and what is withheld of any edition: language, document, per cent.

    `pairs` are the PDFs in two languages that the site has in the end, `there` its editions,
    `left_out` the documents that a stand-in takes the place of, by language.
    """

    publication: Publication
    order: Order
    tree: Tree
    withheld: Mapping[str, Mapping[str, int]]
    pairs: frozenset[str]
    there: tuple[str, ...]
    left_out: Mapping[str, tuple[str, ...]]
    reasons: Reasons


@dataclass(frozen=True, slots=True)
class _Done:
    """What was complained of in an edition; with `broken` documents nothing was published."""

    problems: tuple[Problem, ...]
    broken: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)


def _editions_of(publication: Publication, site: Path) -> tuple[str, ...]:
    """Give the editions that have pages on a site."""
    pages = {language: site / language / "index.html" for language in publication.languages}
    return tuple(language for language, page in pages.items() if page.is_file())


def _mend_links(plan: _Plan, pool: Executor, *, say: Callable[[str], None]) -> list[Problem]:
    """Make the pages of editions again that lead to what is not there, or not to what is.

    A PDF could not be set, or went with its issue in a build of PDFs alone; an edition came, or
    could not be built.
    """
    publication, pages = plan.publication, replace(plan.order, formats=("html",))
    pairs = _pairs(publication, pages, plan.withheld)
    there = bilingual.expected(publication, pairs, making=())
    editions = _editions_of(publication, plan.order.output)
    problems: list[Problem] = []
    for language in editions:
        if links.editions_linked(plan.order.output, language) != set(editions):
            say(f"{language}: the site has other editions than its pages say; they are made again")
        elif links.lead_nowhere(publication, plan.tree, language):
            say(f"{language}: pages link to a PDF that is not there; they are made again")
        else:
            continue
        done = pool.submit(publish, publication, language)
        again = replace(plan, order=pages, pairs=there, there=editions)
        problems += _edition(again, language, done, say=say).problems
    return problems


def _announced(
    publication: Publication,
    order: Order,
    left: _LeftOut,
    recall: Recall,
    *,
    say: Callable[[str], None],
) -> dict[str, dict[str, int]]:
    """Give what is below its gate; say of the editions of this build why, and what is withheld."""
    for name in sorted({name for names in left.names.values() for name in names}):
        say(f"{name}: withheld until it is mended; what was published of it stays")
    found = gate.below(publication, published=order.languages, recall=recall)
    for language in order.languages:
        for document, verdict in found.get(language, {}).items():
            if document in left.names[language]:
                continue
            why = "; ".join(verdict.reasons)
            what = (
                "was published and stays, new passages are marked"
                if verdict.passed
                else "announced, not linked as finished"
            )
            say(f"{language} {document}: {what}: {why}")
    withheld = {
        language: {name: each.percent for name, each in below.items() if not each.passed}
        for language, below in found.items()
    }
    return {language: names for language, names in withheld.items() if names}


def _edition(
    plan: _Plan, language: str, published: Future[_Published], *, say: Callable[[str], None]
) -> _Done:
    order = plan.order
    autonym = plan.publication.edition(language).autonym
    try:
        done, written = _build_edition(plan, language, published)
    except EditionsError as error:
        say(f"{language} {autonym}: failed, {error}")
        _keep_edition(plan.tree, language)
        location = Location(str(error.within(plan.publication.root).path or "."), error.line)
        failed = Problem("edition", Severity.ERROR, location, error.message, edition=language)
        return _Done((failed,))
    if done.broken:
        return done
    state = "with errors" if has_errors(done.problems) else "done"
    changed = (
        f"{written} file{'' if written == 1 else 's'} changed" if written else "nothing changed"
    )
    say(f"{language} {autonym}: {state}, {' and '.join(order.formats)}, {changed}")
    return done


def _given_up(plan: _Plan, language: str, done: _Done, *, say: Callable[[str], None]) -> _Done:
    """Fail an edition in which not even the stand-in of a document can be made."""
    _keep_edition(plan.tree, language)
    message = "not even the page that says it is withheld can be made; the edition stays as it was"
    places = [each.location for found in done.broken.values() for each in found][:1]
    where = places[0] if places else Location(".")
    failed = Problem("edition", Severity.ERROR, where, message, edition=language)
    say(f"{language} {plan.publication.edition(language).autonym}: failed, {failed.location}")
    return _Done((*done.problems, failed))


def _build_edition(plan: _Plan, language: str, published: Future[_Published]) -> tuple[_Done, int]:
    publication, order = plan.publication, plan.order
    work = publication.work / "work" / language
    target = order.output / language
    problems, catalogues = published.result()
    pdfs = volumes.pdfs(
        documents(publication),
        (order.issues, order.volumes),
        withheld=plan.withheld.get(language, {}),
        site=target,
    )
    asked = pdfs.asked if "pdf" in order.formats else frozenset()
    job = Job(
        language=language,
        # Sphinx's HTML builder does not see that another builder has read a new catalogue.
        doctrees=work / ("doctrees" if "html" in order.formats else "doctrees-pdf"),
        builders={name: work / name for name in order.formats},
        catalogues=catalogues,
        documents=pdfs.documents,
        volumes=pdfs.years if asked else (),
        pdfs=tuple(sorted(pdfs.there | asked)),
        pairs=tuple(sorted(pair for pair in plan.pairs if _is_of(language, pair))),
        withheld=plan.withheld,
        there=plan.there,
        left_out=plan.left_out,
        run_conf=True,
    )
    outcome = _run_if_changed(publication, job, plan.reasons)
    told = tuple(vouching.settled(publication, (*problems, *outcome.problems)))
    done = _Done(told, outcome.broken)
    if done.broken:
        return done, 0
    made, keep = ({f"{name}.pdf" for name in names} for names in (asked, pdfs.kept))
    if "pdf" in order.formats:
        _remove_gone(work / "pdf", keep)
    ready = Made(
        language=language,
        works={name: work / name for name in order.formats},
        pdfs=made,
        kept=keep,
        documents=[document.name for document in documents(publication)],
        assets=work / "doctrees" / ASSETS,
        pictures=publication.work / "cache" / f"pictures-{language}.json",
    )
    try:
        return done, publish_edition(plan.tree, ready)
    except UnfitError as error:
        broken = {
            name: tuple(sources.of_file(publication, name, message) for message in messages)
            for name, messages in error.documents.items()
        }
        return replace(done, broken=broken), 0


def _is_of(language: str, pair: str) -> bool:
    return language in pair.partition("/")[0].split("-")


def _remove_gone(made: Path, keep: Collection[str]) -> None:
    """Remove PDFs of what is gone; the builder knows those it has made for the same formats."""
    for path in sorted(made.rglob("*.pdf")):
        if path.relative_to(made).as_posix() not in keep:
            path.unlink()


def _run_if_changed(publication: Publication, job: Job, reasons: Reasons) -> Outcome:
    """Run Sphinx unless the last run had the same inputs; then give its problems again.

    A change that shows on other pages too (a title, a setting, an interface word) makes a
    fresh build: Sphinx alone would leave those pages as they were. So does a problem of the
    last run, since Sphinx repeats only those of the pages it reads again.
    """
    stamp = job.doctrees.with_suffix(".stamp")
    beside, now = inputs.beside(job), inputs.fingerprint(publication, job)
    before = json.loads(stamp.read_text("utf-8")) if stamp.is_file() else {"problems": []}
    made = all(folder.is_dir() for folder in job.builders.values())
    if made and before.get("everything") == now.everything:
        return Outcome(tuple(Problem.from_dict(item) for item in before["problems"]))
    stamp.unlink(missing_ok=True)
    fresh = not made or before.get("shared") != now.shared or bool(before["problems"])
    if fresh and "html" in job.builders:
        # Sphinx never removes the page of a document that is gone.
        shutil.rmtree(job.builders["html"], ignore_errors=True)
    outcome = run_sphinx(publication, replace(job, fresh=fresh))
    why = changed(before.get("named") if made else None, now.named) or _TOLD
    reasons.note(job.language, outcome.made, why if fresh else "")
    # What was saved while Sphinx ran, it may have read or not.
    done = not outcome.broken and not has_errors(outcome.problems)
    after = inputs.fingerprint(publication, job, beside_before=beside)
    if done and after == now:
        now = inputs.fingerprint(publication, job)
        kept = {
            "everything": now.everything,
            "shared": now.shared,
            "named": dict(now.named),
            "problems": [problem.as_dict() for problem in outcome.problems],
        }
        files.write_text(stamp, json.dumps(kept, ensure_ascii=False, indent=1))
    return outcome


__all__ = ["FORMATS", "Order", "build"]
