"""The tray: what a reader put aside, in their own order, to print, to save as a file, and to open again."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Response, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from repository.errors import WrongUsage
from repository.packs.citations import passage_citation
from repository.packs.tray import Entry, Kind, Reference, Standing, Tray, look_up, moved, without_entry, write_code
from repository.packs.tray_file import read_file, write_file
from web.addresses import item_address, page_address
from web.carrying import Carried, carried
from web.site import Site

SAVED_AS = "case-review-tray"
STANDINGS = {
    Standing.WITHDRAWN: "This review was withdrawn from the library. Its words are gone.",
    Standing.FILE_WITHDRAWN: "The file of this review was withdrawn. The catalogue record stays.",
    Standing.REPLACED: "The file this was taken from was replaced by a later version. Look for the place there.",
    Standing.NOT_HERE: "There is nothing in this library at this place.",
}
KINDS = {
    Kind.REVIEW: "Review",
    Kind.PASSAGE: "Passage",
    Kind.RECOMMENDATION: "Recommendation",
    Kind.FINDING: "Finding",
}


def show(site: Site) -> ResponseReturnValue:
    """The tray that the address holds, each entry as the library has it now."""
    return _show(site, carried().tray)


def save(site: Site) -> Response:
    """The tray as a file to keep."""
    entries = look_up(site.library.catalogue, carried().tray)
    today = datetime.now(UTC).date()
    content = write_file(entries, site.library.settings.library_name, today, lambda e: _whole_address(site, e))
    headers = {"Content-Disposition": f'attachment; filename="{SAVED_AS}-{today}.json"'}
    return Response(content, mimetype="application/json", headers=headers)


def open_file(site: Site) -> ResponseReturnValue:
    """Lead to the tray that a saved file holds. Nothing is kept here, so nobody can be made to change anything."""
    given = request.files.get("file")
    try:
        if given is None or not given.filename:
            raise WrongUsage("No file was chosen.", "Choose a file that was saved from a tray.")
        tray = read_file(given.stream.read())
    except WrongUsage as error:
        return _show(site, carried().tray, error), 400
    g.carried = Carried(carried().role, tray)
    return redirect("/tray", 303)


def _show(site: Site, tray: Tray, problem: WrongUsage | None = None) -> str:
    entries = look_up(site.library.catalogue, tray)
    return render_template(
        "tray.html",
        entries=entries,
        addresses={entry.reference: entry_address(entry) for entry in entries},
        whole={entry.reference: _whole_address(site, entry) for entry in entries},
        cited={e.reference: passage_citation(e.item, e.pages, e.label) for e in entries if e.item},
        steps={reference: _steps(tray, reference) for reference in tray},
        standings=STANDINGS,
        kinds=KINDS,
        problem=problem,
        left_out=carried().left_out,
    )


def entry_address(entry: Entry) -> str:
    """Where an entry is found on this site; empty where it is not."""
    reference, item = entry.reference, entry.item
    if item is None:
        return ""
    if entry.standing != Standing.HERE or reference.kind == Kind.REVIEW:
        return item_address(item)
    if reference.kind == Kind.PASSAGE:
        return f"{page_address(reference.publication_id, reference.page)}#p{reference.block}"
    return f"{item_address(item)}#said-{reference.code}"


def _whole_address(site: Site, entry: Entry) -> str:
    address = entry_address(entry)
    return site.whole_address(address) if address else ""


def _steps(tray: Tray, reference: Reference) -> dict[str, str]:
    """The codes of the tray with one entry moved up, moved down, and taken out; none for a step that does nothing."""
    changed = {
        "up": moved(tray, reference, -1),
        "down": moved(tray, reference, 1),
        "out": without_entry(tray, reference),
    }
    return {step: write_code(after) for step, after in changed.items() if after != tray}
