"""Organisations, conferences and their programmes, people and accounts."""

from events.models.conference import Conference, ConferenceState, NameOrder
from events.models.deed import Deed
from events.models.forum import Forum, ForumGroup
from events.models.office.audit import AuditEntry
from events.models.office.job import Job, JobState
from events.models.office.letter import Letter, LetterState
from events.models.office.membership import Membership
from events.models.office.upload import Upload
from events.models.office.user import User
from events.models.organisation import Organisation
from events.models.person import DistinctPeople, Honour, Person
from events.models.release import Release
from events.models.review import AcceptedClash, ChangeRequest, Remark
from events.models.session import Session, Talk
from events.models.venue import Room, Venue, Walk

__all__ = [
    "AcceptedClash",
    "AuditEntry",
    "ChangeRequest",
    "Conference",
    "ConferenceState",
    "Deed",
    "DistinctPeople",
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
    "Remark",
    "Room",
    "Session",
    "Talk",
    "Upload",
    "User",
    "Venue",
    "Walk",
]
