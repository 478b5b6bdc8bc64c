"""Takes the pictures of the site that the documentation shows: `python -m tests.browser.screenshots docs/screenshots`.

They show the demonstration library in the instance folder (CASE_REVIEWS_HOME; built when it is not there),
at the width of a desk and of a phone. Each picture has few colours, so that it stays small.
"""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from waitress import create_server

from repository.demonstration import demo
from repository.records.items import Item
from repository.store.library import Library, open_library
from tests.browser.conftest import ARGS, CHROMIUM
from web.app import create_app

WIDTHS = {"desk": (1280, 900), "phone": (390, 844)}
COLOURS = 64
LARGEST = 150_000
"""Bytes of a picture."""


def pages_of(library: Library) -> Mapping[str, str]:
    """What is shown, by the name of its picture."""
    samples = {item.title: item for item in library.catalogue.each_item() if item.collection == "samples"}

    def beginning(title: str) -> Item:
        return next(item for name, item in samples.items() if name.startswith(title))

    long, systems = beginning("Serious Case Review: Child R"), beginning("Serious Case Review: Baby T")
    short, other = long.id.removeprefix("cr-"), systems.id.removeprefix("cr-")
    return {
        "home": "/",
        "results": "/search?q=missed+appointments&role=hv",
        "review": f"/reviews/{long.id}/{long.slug}",
        "page": f"/reviews/{long.id}/1/pages/14?q=weight&hit=1#hit-1",
        "role": "/for/hv?q=safe+sleep+at+night",
        "tray": f"/tray?tray={short}.1.r4_{other}.1.f1_{short}",
        "pictures": "/pictures?collection=catalogue",
    }


def take(browser: Browser, base_url: str, pages: Mapping[str, str], folder: Path) -> None:
    """Write a picture of each page at each width. Raises ValueError for one that is too large."""
    for width, (across, down) in WIDTHS.items():
        context = browser.new_context(base_url=base_url, viewport={"width": across, "height": down})
        page = context.new_page()
        for name, address in pages.items():
            page.goto(address)
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
            file = folder / f"{name}-{width}.png"
            picture.save(file, optimize=True)
            if file.stat().st_size > LARGEST:
                raise ValueError(f"{file} is larger than {LARGEST} bytes; use fewer colours.")
        context.close()


def main(folder: Path) -> None:
    """Build the demonstration library where it is not built yet, serve it, and take every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    demo(args=[], standalone_mode=False)
    with open_library() as library, sync_playwright() as playwright:
        server = create_server(create_app(library), host="127.0.0.1", port=0, threads=4, ident=None)
        threading.Thread(target=server.run, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        take(browser, f"http://127.0.0.1:{server.effective_port}", pages_of(library), folder)
        browser.close()
        server.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
