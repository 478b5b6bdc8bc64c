"""Queries meant to hurt: five hundred made from every kind that has hurt a search before, and the process that
answers them under limits of time and memory."""

from __future__ import annotations

import random
import resource
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote, quote_from_bytes

from repository.settings import Settings
from repository.store.library import open_library
from web.app import create_app

NUMBER = 500
SECONDS = 2.0
"""Of processor time for one answer; the process is ended beyond it."""
MEGABYTES = 300
"""Of memory that the process may have, and of address space that answers may take beyond what it began with."""
PLAIN = "/search?q=child&size=1"
"""A normal query, asked after every hostile one."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"
OPERATORS = ("AND", "OR", "NOT", "NEAR/5", "(", ")", '"', "-", "*", "~", "title:", "year:", "exact:")
ODD = (
    "\x00", "\u202e", "\ufeff", "\u0301", "\ud7ff", "\uffff", "\u2028", "\u00ad", "İ", "ß", "ﬁ", "𝕳", "👩\u200d👧",
    "٣", "²", "\t", "\\", "{{7*7}}", "%s%n", "{0.__class__}", "'; drop table item;--", '"><svg onload=alert(1)>',
    "../../etc/passwd", "${jndi:ldap://x}",
)  # fmt: skip

Words = Sequence[str]
Make = Callable[[random.Random, Words], str]


def hostile_queries(words: Words, seed: int = 7) -> list[str]:
    """NUMBER different addresses of searches, drawn from every kind in turn; `words` are those of the library,
    which cost more than words that it does not have."""
    chance = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < NUMBER:
        for make in KINDS:
            found.setdefault(make(chance, words))
    return list(found)[:NUMBER]


def _search(text: str) -> str:
    return f"/search?q={quote(text, safe='')}"


def _some(chance: random.Random, words: Words, most: int) -> list[str]:
    return [chance.choice(words) for _ in range(chance.randint(2, most))]


def _wildcards_everywhere(chance: random.Random, words: Words) -> str:
    return _search(chance.choice(("*{}*", "*{}", "{}*", "?{}?", "**{}**")).format(chance.choice(LETTERS)))


def _many_beginnings(chance: random.Random, words: Words) -> str:
    starts = (word[: chance.randint(1, 4)] + "*" for word in _some(chance, words, 150))
    return _search(chance.choice((" OR ", " AND ", " ", " NEAR/40 ")).join(starts))


def _many_slips(chance: random.Random, words: Words) -> str:
    return _search(
        " ".join(f"{word}~{chance.choice(('', '1', '2', '3', '999'))}" for word in _some(chance, words, 150))
    )


def _slips_near_slips(chance: random.Random, words: Words) -> str:
    return _search(" NEAR/40 ".join(f"{word}~" for word in _some(chance, words, 40)))


def _long_phrase(chance: random.Random, words: Words) -> str:
    return _search(f'"{" ".join(_some(chance, words, 300))}"')


def _common_phrases(chance: random.Random, words: Words) -> str:
    return _search(
        " OR ".join(f'"{" ".join([*words[:2]] * chance.randint(1, 6))}"' for _ in range(chance.randint(1, 12)))
    )


def _near_everything(chance: random.Random, words: Words) -> str:
    return _search(f" NEAR/{chance.choice((0, 1, 40, 9999))} ".join(_some(chance, words[:20], 60)))


def _near_alternatives(chance: random.Random, words: Words) -> str:
    side = " OR ".join(_some(chance, words[:20], 70))
    return _search(f"({side}) NEAR/40 ({side})")


def _one_operator(chance: random.Random, words: Words) -> str:
    return _search(f"{chance.choice(('NOT', 'AND', 'OR', 'NEAR', '-'))} " * chance.randint(1, 10_000) + words[0])


def _brackets(chance: random.Random, words: Words) -> str:
    deep = chance.choice((5, 19, 20, 21, 400, 2000))
    return _search(
        chance.choice(("(", "((", "(NOT ", "-(")) * deep + words[0] + ")" * chance.choice((0, deep, 2 * deep))
    )


def _one_sign(chance: random.Random, words: Words) -> str:
    return _search(chance.choice((*'[]{}^\\"()-*~?:/!', *ODD)) * chance.randint(1, 20_000))


def _one_token(chance: random.Random, words: Words) -> str:
    return _search(chance.choice((*LETTERS, "a'", "a-", "A&", "Ab1")) * chance.choice((65, 1000, 3999, 4001, 300_000)))


def _negations(chance: random.Random, words: Words) -> str:
    return _search(" ".join(f"-{word}" for word in _some(chance, words, 150)))


def _expressions(chance: random.Random, words: Words) -> str:
    forms = ("/({}.*)+{}/", "{}{{1,9999}}", "({}|{})*$", "[{} TO {}]", "{}^99999 {}", "theme:{} {}:")
    return _search(chance.choice(forms).format(chance.choice(words), chance.choice(words)))


def _fields(chance: random.Random, words: Words) -> str:
    names = ("title", "body", "heading", "finding", "recommendation", "exact", "year", "id", "_all", "title:body")
    return _search(" ".join(f"{chance.choice(names)}:{word}" for word in _some(chance, words, 149)))


def _years(chance: random.Random, words: Words) -> str:
    years = ("0-9999", "9999-0", "-", "1e9", "99999999999999999999", "-1", "2010-2019-2020", "²-³", "0x10")
    return _search(" OR ".join(f"year:{chance.choice(years)}" for _ in range(chance.randint(1, 60))))


def _odd_letters(chance: random.Random, words: Words) -> str:
    return _search("".join(chance.choice((*ODD, *words, *OPERATORS, " ")) for _ in range(chance.randint(1, 200))))


def _noise(chance: random.Random, words: Words) -> str:
    return _search(" ".join(chance.choice((*OPERATORS, *words[:50])) for _ in range(chance.randint(1, 140))))


def _no_text_at_all(chance: random.Random, words: Words) -> str:
    return f"/search?q={quote_from_bytes(chance.randbytes(chance.randint(1, 400)))}"


def _parameters(chance: random.Random, words: Words) -> str:
    names = (
        "q",
        "theme",
        "agency",
        "kind",
        "from",
        "to",
        "page",
        "size",
        "sort",
        "expand",
        "language",
        "age_band",
        "x",
    )
    values = (
        "",
        "-1",
        "0",
        "1e9",
        "9" * 30,
        "%00",
        "%ff",
        "neglect",
        "..%2f",
        "%0d%0aSet-Cookie:a=b",
        "NaN",
        "a" * 200,
    )
    return "/search?" + "&".join(
        f"{chance.choice(names)}={chance.choice(values)}" for _ in range(chance.choice((1, 5, 50, 3000)))
    )


def _deep_pages(chance: random.Random, words: Words) -> str:
    page, size = chance.choice((10**5, 10**9, 2**63)), chance.choice((1, 100, 10**9))
    return f"/search?q={chance.choice(words)}&page={page}&size={size}"


KINDS: tuple[Make, ...] = (
    _wildcards_everywhere, _many_beginnings, _many_slips, _slips_near_slips, _long_phrase, _common_phrases,
    _near_everything, _near_alternatives, _one_operator, _brackets, _one_sign, _one_token, _negations, _expressions,
    _fields, _years, _odd_letters, _noise, _no_text_at_all, _parameters, _deep_pages,
)  # fmt: skip


def answer_all(home: Path, addresses: Sequence[str]) -> None:
    """Answer each address and a normal query after it, under the limits, and print one line for each: the number,
    the status, and how many bytes the normal answer differs in length from the first. Ends the process beyond a limit.
    """
    with open_library(Settings(home, requests_per_minute=0)) as library:
        client = create_app(library).test_client()
        usual = len(client.get(PLAIN).data)
        _limit_memory()
        for number, address in enumerate(addresses):
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            response = client.get(address)
            signal.setitimer(signal.ITIMER_PROF, 0)
            after = client.get(PLAIN)
            print(number, response.status_code, after.status_code, len(after.data) - usual, flush=True)
    print("megabytes", _most_resident(), flush=True)


def _most_resident() -> int:
    """The most memory the process ever held, in megabytes, by proc(5). What getrusage(2) says is no measure of
    it: a process begins there with the memory of the one that started it, here the whole run of the tests."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))) // 1024


def _limit_memory() -> None:
    """Let the process take so much more address space than it has now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + MEGABYTES * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    answer_all(Path(sys.argv[1]), sys.stdin.read().splitlines())
