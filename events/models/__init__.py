"""Who organises, where, when, what is on; accounts and people."""

from events.models.audit import AuditEntry
from events.models.conference import Conference, ConferenceState, NameOrder
from events.models.forum import Forum, ForumGroup, ForumState
from events.models.job import Job, JobState
from events.models.letter import Letter, LetterState
from events.models.membership import Membership
from events.models.organisation import Organisation
from events.models.person import Honour, Person
from events.models.release import Release
from events.models.session import Session, Talk
from events.models.upload import Upload
from events.models.user import User
from events.models.venue import Room, Venue

__all__ = [
    "AuditEntry",
    "Conference",
    "ConferenceState",
    "Forum",
    "ForumGroup",
    "ForumState",
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
