"""国产 and 进口 by themselves: of the product that was spoken of before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model import Observation
from pipeline.observation.organisations import names_organisation

_ORIGINS = ("国产", "國產", "进口", "進口")  # as printed


def with_product(found: Sequence[Observation], product: str | None) -> Iterator[Observation]:
    """The observations, with 国产白蛋白 for a 国产 behind 白蛋白; ``product`` is what was spoken of before the first."""
    for observation in found:
        subject = observation.subject
        if subject in _ORIGINS and product is not None:
            yield replace(observation, subject=subject + product)
            continue
        product = product_of(observation) or product
        yield observation


def product_of(observation: Observation) -> str | None:
    """The product that a figure is about, without where it comes from (白蛋白 of 进口白蛋白); null where it is about none."""
    subject = observation.subject
    if subject is None or subject == observation.metric or names_organisation(subject):
        return None
    return subject[2:] or None if subject.startswith(_ORIGINS) else subject
