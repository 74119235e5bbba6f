"""Builds a database of its own, runs every figure, prints them; exits with 1 when one is over its target."""

import sys

from bench import ground


def main() -> int:
    with ground.prepared() as here:
        from bench import (
            agenda_page,
            draft_page,
            matching,
            plan_page,
            plan_page_long,
            plan_page_neighbours,
            reading_pdf,
            reading_records,
            reading_word,
            refusing_scan,
            writing_back,
            writing_pdf,
            writing_redline,
            writing_reports,
            writing_word,
        )

        print(f"{'figure':<44}{'time':>12}{'beside':>12}{'ratio':>9}   target")
        figures = []
        for figure in (
            plan_page,
            plan_page_long,
            agenda_page,
            reading_records,
            reading_pdf,
            reading_word,
            refusing_scan,
            writing_word,
            draft_page,
            matching,
            writing_redline,
            writing_back,
            writing_pdf,
            writing_reports,
            plan_page_neighbours,
        ):
            for line in figure.measure(here):
                print(line, flush=True)
                figures.append(line)
    over = [figure for figure in figures if not figure.ok]
    print(
        f"\n{len(figures) - len(over)} ok, {len(over)} over. Medians on this machine; ratios are of the same run."
    )
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
