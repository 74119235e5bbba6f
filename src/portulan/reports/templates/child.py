"""The process in which a template is opened, checked, filled and shown (see `shared.child`)."""

from collections.abc import Callable
from typing import Any

from portulan.shared.child import serve


def _answered(asked: Any) -> tuple[Any, ...]:
    from portulan.plandoc.office import NoOffice, converted
    from portulan.plandoc.reading.source import Unreadable
    from portulan.reports.templates import filling, logos
    from portulan.reports.templates.checking import Faulty

    def show(data: bytes) -> tuple[bytes, bytes]:
        from portulan.typeset.pdf import first_page

        pdf = converted(data, ".docx", "pdf")
        return pdf, first_page(pdf)

    tasks: dict[str, Callable[..., Any]] = {
        "check": filling.check,
        "fill": filling.filled,
        "show": show,
        "logo": logos.drawn,
    }
    task, *given = asked
    try:
        return ("done", tasks[task](*given))
    except Faulty as error:
        return ("faulty", error.problems)
    except Unreadable as error:
        return ("refused", error.sentence)
    except NoOffice:
        return ("no office",)
    except (MemoryError, RecursionError):
        return ("too much",)


if __name__ == "__main__":
    serve(_answered)
