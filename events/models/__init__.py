"""Organisations, conferences and their programmes, people and accounts."""

from events.models.conference import Conference, ConferenceState, NameOrder
from events.models.forum import Forum, ForumGroup
from events.models.office.audit import AuditEntry
from events.models.office.job import Job, JobState
from events.models.office.letter import Letter, LetterState
from events.models.office.membership import Membership
from events.models.office.upload import Upload
from events.models.office.user import User
from events.models.organisation import Organisation
from events.models.person import Honour, Person
from events.models.release import Release
from events.models.session import Session, Talk
from events.models.venue import Room, Venue

__all__ = [
    "AuditEntry",
    "Conference",
    "ConferenceState",
    "Forum",
    "ForumGroup",
    "Honour",
    "Job",
    "JobState",
    "Letter",
    "LetterState",
    "Membership",
    "NameOrder",
    "Organisation",
    "Person",
    "Release",
    "Room",
    "Session",
    "Talk",
    "Upload",
    "User",
    "Venue",
]
