"""The states of an entry."""

from enum import StrEnum


class Status(StrEnum):
    """Where an entry stands in its life; agents are offered only what is approved."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    RETIRED = "retired"
