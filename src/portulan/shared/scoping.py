"""The open workspace: each query of a workspace's table starts inside it, and raises without one."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import ClassVar, Self, TypeVar

from django.db import models

_open: ContextVar[uuid.UUID | None] = ContextVar("open_workspace", default=None)


class NoOpenWorkspace(RuntimeError):
    """A table of a workspace was touched while no workspace was open."""


def open_id() -> uuid.UUID:
    """The identity of the open workspace. Raises NoOpenWorkspace."""
    workspace_id = _open.get()
    if workspace_id is None:
        raise NoOpenWorkspace("open a workspace first: `with scoping.opened(workspace.pk):`")
    return workspace_id


@contextmanager
def opened(workspace_id: uuid.UUID) -> Iterator[None]:
    """Open a workspace for the queries inside the block; blocks may nest."""
    token = _open.set(workspace_id)
    try:
        yield
    finally:
        _open.reset(token)


M = TypeVar("M", bound=models.Model)


class ScopedManager(models.Manager[M]):
    """Only the rows of the open workspace."""

    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().filter(workspace_id=open_id())


class WorkspaceRow(models.Model):
    """A row that belongs to one workspace. `objects` sees the open workspace only; `everywhere` is for
    maintenance commands and tests, never for a page."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(
        "workspaces.Workspace", on_delete=models.CASCADE, related_name="+", default=open_id, editable=False
    )

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()
    everywhere: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"
