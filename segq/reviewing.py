"""A review session of a questionnaire of the workspace, against the knowledge base of the run."""

from __future__ import annotations

from answers.review.session import ReviewSession
from knowledge.loading import load_knowledge_base
from knowledge.statement import KnowledgeBase
from segq.settings import Settings
from segq.storage.workspace import Workspace


def session_of(
    workspace: Workspace, questionnaire: int, reviewer: str, settings: Settings, base: KnowledgeBase | None = None
) -> ReviewSession:
    """Return one reviewer's session; ``base`` spares loading the knowledge base where it is at hand."""
    known = base or load_knowledge_base(settings.knowledge_base)
    return ReviewSession(workspace.review(questionnaire), reviewer, known, settings.as_of)
