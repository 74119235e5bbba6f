"""Takes the pictures of the documentation from the running product: `make pictures`."""

import os
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

if __name__ == "__main__":
    import sys

    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from browser import chromium, sites

FOLDER = sites.ROOT / "docs" / "pictures"
PICTURES = {
    "dashboard": ("/e/mias/", "light"),
    "plan": ("/e/mias/plan/#o-2-4", "light"),
}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.path(), args=list(chromium.FLAGS))
        with sites.served(Path(folder), "--demo", "examples") as site:
            for name, (path, theme) in PICTURES.items():
                page = browser.new_page(
                    viewport={"width": 1440, "height": 900}, color_scheme=theme, locale="fr-BE"
                )
                page.goto(site.links[0])
                page.goto(site.url(path))
                page.screenshot(path=FOLDER / f"{name}.png")
                page.close()
        browser.close()


if __name__ == "__main__":
    os.chdir(sites.ROOT)
    main()
