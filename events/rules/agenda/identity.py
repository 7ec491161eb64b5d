"""Deciding who a name in an agenda is: somebody known, somebody new, or somebody to be asked about."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from events.rules.agenda.posts import same_institution
from events.rules.agenda.rows import NEW, Answers, Ask, Choice, Identified, KnownPerson, Question, Standing, question
from events.rules.names import name_key
from events.rules.programme_rows import StageName


@dataclass(slots=True)
class People:
    """Everybody known by now. A name is asked about once: with the same institution it is the same person again."""

    known: dict[str, list[KnownPerson]] = field(default_factory=dict)
    met: dict[tuple[str, str], Identified] = field(default_factory=dict)

    @classmethod
    def of(cls, people: Iterable[KnownPerson]) -> "People":
        """Return a register of those who are on stage already."""
        register = cls()
        for person in people:
            register.known.setdefault(name_key(person.name), []).append(person)
        return register

    def identify(self, person: StageName, line: int, answers: Answers) -> tuple[Identified, Question | None]:
        """Return who this is, and the question about it, if there is one.

        People of one name are the same if their institutions agree. A name without an institution is the only one of
        that name. Everything else is asked.
        """
        met_as = name_key(person.name), f"{person.affiliation}|{person.post}"
        if met_as in self.met:
            return self.met[met_as], None
        candidates = self.known.get(met_as[0], [])
        certain = _certain(person, candidates)
        if certain is not None:
            found = Identified(person=person, key=certain.key, standing=_standing(certain))
            self.met[met_as] = found
            return found, None
        asked = _asked(person, line, answers, candidates) if candidates else None
        found = self._decided(person, line, asked)
        self.met[met_as] = found
        return found, asked

    def _decided(self, person: StageName, line: int, asked: Question | None) -> Identified:
        if asked is None or asked.answer == NEW:
            return self._new(person, line)
        if asked.is_open:
            return Identified(person=person, key="", standing=Standing.ASKED)
        chosen = next(one for one in self.known[name_key(person.name)] if one.key == asked.answer)
        return Identified(person=person, key=chosen.key, standing=_standing(chosen))

    def _new(self, person: StageName, line: int) -> Identified:
        key = name_key(person.name)
        others = self.known.setdefault(key, [])
        made = KnownPerson(
            key=f"{NEW}:{line}.{key}.{len(others)}", name=person.name, institution=person.affiliation, post=person.post
        )
        others.append(made)
        return Identified(person=person, key=made.key, standing=Standing.NEW)


def _standing(known: KnownPerson) -> Standing:
    return Standing.NEW if known.key.startswith(f"{NEW}:") else Standing.KNOWN


def _certain(person: StageName, candidates: list[KnownPerson]) -> KnownPerson | None:
    """Return the only candidate that this person can be."""
    told = person.affiliation or person.post
    if not told:
        return candidates[0] if len(candidates) == 1 else None
    agreeing = [one for one in candidates if _agree(person, one)]
    if len(agreeing) == 1:
        return agreeing[0]
    is_unknown = len(candidates) == 1 and not (candidates[0].institution or candidates[0].post)
    return candidates[0] if is_unknown else None


def _agree(person: StageName, known: KnownPerson) -> bool:
    """Return whether institution, or else post, may be the same, however the two were divided."""
    mine, theirs = (
        f"{one}{other}" for one, other in ((person.affiliation, person.post), (known.institution, known.post))
    )
    if any(same_institution(person.affiliation, told) for told in (known.institution, known.also)):
        return True
    return same_institution(mine, theirs)


def _asked(person: StageName, line: int, answers: Answers, candidates: list[KnownPerson]) -> Question:
    choices = [Choice(value=one.key, text=" ".join(filter(None, (one.institution, one.post)))) for one in candidates]
    return question(
        Ask.SAME,
        line,
        answers,
        (*choices, Choice(value=NEW, text=" ".join(filter(None, (person.affiliation, person.post))))),
        about=person.name,
        detail=name_key(person.name),
    )
