"""Views and addresses that are loaded when somebody first asks for them. Which addresses there are is known at the
start; what stands behind most of them (the admin, signing in, downloads) few workers ever need, and it takes longer to
load than all the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from typing import Any

from django.http.response import HttpResponseBase
from django.urls import URLResolver
from django.urls.resolvers import RoutePattern


class View:
    """Stands in an address for a view of a module that is not loaded yet."""

    def __init__(self, module: str, name: str) -> None:
        self.__module__, self.__name__ = module, name
        self.__qualname__ = name

    @cached_property
    def loaded(self) -> Callable[..., HttpResponseBase]:
        view: Callable[..., HttpResponseBase] = getattr(import_module(self.__module__), self.__name__)
        return view

    def __call__(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.loaded(*args, **kwargs)

    @property
    def csrf_exempt(self) -> bool:
        """Django asks this of a view before it calls it."""
        return getattr(self.loaded, "csrf_exempt", False)


class Views:
    """The views of ``module``, which is loaded at the first request for one of them."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> View:
        return View(self._module, name)


class Addresses(URLResolver):
    """The addresses below ``route``, all of one ``namespace``, in ``module``: it is loaded at the first request below
    them, or when one of their names is asked for."""

    def __init__(self, route: str, module: str, namespace: str) -> None:
        super().__init__(RoutePattern(route), module, app_name=namespace, namespace=namespace)

    def _populate(self) -> None:
        """Django asks this of all addresses at the first ``reverse``, though it needs no names of a namespace there."""
        if "urlconf_module" in vars(self):
            super()._populate()
