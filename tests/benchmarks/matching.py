"""Who is whom: 5,000 rows against 5,000 persons, beside RapidFuzz looking for the nearest name of each."""

from __future__ import annotations

import random
from datetime import date
from time import process_time

from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.matching import Identity, Register
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.name_readings import name_reading
from dangjian_desktop.services.roster_import import matching_rules
from tests.benchmarks.figures import Figure

PEOPLE, TIMES = 5_000, 3
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰春建国红文辉"
BASE = "RapidFuzz extractOne，为每个姓名在 5,000 个姓名里找最像的"


def people(seed: int) -> list[Identity]:
    """Return invented persons of 255 communities."""
    chance = random.Random(seed)
    found = []
    for number in range(PEOPLE):
        name = chance.choice(SURNAMES) + "".join(
            chance.choice(GIVEN) for _ in range(chance.choice((1, 2, 2)))
        )
        birth = date(chance.randint(1950, 2000), chance.randint(1, 12), chance.randint(1, 28))
        place = frozenset({f"{chance.randint(1, 255)} 村"})
        found.append(
            Identity(
                key=f"{seed}-{number}", name=name, pinyin=name_reading(name)[0], birth=birth, places=place
            )
        )
    return found


def measure() -> list[Figure]:
    """Match 5,000 rows with 5,000 persons, and find every pair among 5,000."""
    rules = matching_rules(Catalog(forms_folder(), None))
    held, rows = people(1), people(2)
    names = [one.name for one in held]
    matched, paired, bare = [], [], []
    for _ in range(TIMES):
        start = process_time()
        register = Register.of(held, rules)
        for row in rows:
            register.alike(row)
        matched.append(process_time() - start)
        start = process_time()
        register.pairs()
        paired.append(process_time() - start)
        start = process_time()
        for row in rows:
            process.extractOne(row.name, names, scorer=ratio)
        bare.append(process_time() - start)
    return [
        Figure("5,000 行对 5,000 人认人", "秒", BASE, matched, bare, 1.0),
        Figure("5,000 人查重", "秒", BASE, paired, bare, 1.0),
    ]
