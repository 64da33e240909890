"""Structure of a 班子 or of many: exact counts by age, sex, schooling, Party; and what is required."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from dangjian_desktop.domain.bodies import Member, TitleWords
from dangjian_desktop.domain.codes import CodeTables
from dangjian_desktop.domain.forms import Form, Source
from dangjian_desktop.domain.people import Sex, age_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """Who is counted; what is not set does not matter. Ages are full years, both ends included.

    ``education`` and ``status`` list short words of the code tables: whatever a person's fact is written
    as, its meaning decides.
    """

    age_from: int | None = None
    age_to: int | None = None
    sex: Sex | None = None
    education: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    heads_both: bool = False

    def fits(self, member: Member, day: date, codes: CodeTables) -> bool | None:
        """Tell whether a member is counted; None where a fact that decides is not recorded."""
        told = (
            self._age_fits(member, day),
            _among((self.sex,) if self.sex else (), member.person.sex),
            _among(self.education, codes.education.value(member.person.education)),
            _among(self.status, codes.political_status.value(member.person.political_status)),
            member.heads_both or not self.heads_both,
        )
        if False in told:
            return False
        return None if None in told else True

    def _age_fits(self, member: Member, day: date) -> bool | None:
        if self.age_from is None and self.age_to is None:
            return True
        if member.person.birth is None:
            return None
        age = age_on(member.person.birth, day)
        return (self.age_from is None or self.age_from <= age) and (self.age_to is None or age <= self.age_to)


def _among(wanted: tuple[str, ...], given: str | None) -> bool | None:
    if not wanted:
        return True
    return given in wanted if given else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One bar of a section: "36 至 45 岁"."""

    name: str
    criterion: Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What a structure is looked at by: 年龄, 性别, 学历…"""

    code: str
    name: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What every 班子 must have: at least ``least`` members that fit; ``source`` says who asks it."""

    code: str
    name: str
    criterion: Criterion
    least: int
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureForm(Form):
    """How the structure of a 班子 is broken down, and what is required of it."""

    sections: tuple[Section, ...]
    requirements: tuple[Requirement, ...]
    words: TitleWords = field(default_factory=TitleWords)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """``count`` of ``whole`` members belong to a group; ``unknown`` lack the fact that decides."""

    name: str
    count: int
    whole: int
    unknown: int = 0

    @property
    def share(self) -> Fraction | None:
        """Return count ÷ whole, None where there is nobody."""
        return Fraction(self.count, self.whole) if self.whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionFigures:
    """The figures of one section; members without the fact stand in ``unknown``."""

    code: str
    name: str
    figures: tuple[Figure, ...]
    unknown: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a requirement is met: None where members without a recorded fact could decide it."""

    requirement: Requirement
    fitting: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def met(self) -> bool | None:
        """Compare the members that fit with the least number."""
        if len(self.fitting) >= self.requirement.least:
            return True
        return None if len(self.fitting) + len(self.unknown) >= self.requirement.least else False


def sections_of(
    form: StructureForm, members: Sequence[Member], day: date, codes: CodeTables
) -> tuple[SectionFigures, ...]:
    """Count the members of one or of many bodies, section by section."""
    return tuple(_section(section, members, day, codes) for section in form.sections)


def _section(section: Section, members: Sequence[Member], day: date, codes: CodeTables) -> SectionFigures:
    figures, unknown = [], set()
    for group in section.groups:
        told = [group.criterion.fits(one, day, codes) for one in members]
        open_here = {place for place, fits in enumerate(told) if fits is None}
        unknown |= open_here
        figures.append(
            Figure(name=group.name, count=told.count(True), whole=len(members), unknown=len(open_here))
        )
    return SectionFigures(code=section.code, name=section.name, figures=tuple(figures), unknown=len(unknown))


def verdicts_of(
    form: StructureForm, members: Sequence[Member], day: date, codes: CodeTables
) -> tuple[Verdict, ...]:
    """Hold one body against what is required of it."""
    return tuple(
        Verdict(
            requirement=one,
            fitting=tuple(m.person.name for m in members if one.criterion.fits(m, day, codes)),
            unknown=tuple(m.person.name for m in members if one.criterion.fits(m, day, codes) is None),
        )
        for one in form.requirements
    )
