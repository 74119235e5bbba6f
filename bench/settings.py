"""The product's settings, with the control page's address beside the product's."""

from portulan.config.settings import *  # noqa: F403
from portulan.config.settings import TEMPLATES

ROOT_URLCONF = "bench.control"
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], "bench/templates"]  # type: ignore[misc]
