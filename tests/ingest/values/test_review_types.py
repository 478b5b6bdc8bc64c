"""A report's type is told by its own name for itself, an inquiry's by the Act it is held under, a nation by both."""

from __future__ import annotations

import pytest

from ingest.values import review_types


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Serious Case Review: Child R", "scr"),
        ("Local Child Safeguarding Practice Review", "lcspr"),
        ("Report of an Inquiry", "inquiry-nonstat"),
        ("Report of the Committee of Inquiry into the Care of a Boy", "inquiry-nonstat"),
        ("Report of the Tallow Bank School Inquiry", "inquiry-nonstat"),
        ("Report of a Case Review under Part 8 of Working Together", "part8"),
        ("Adult Practice Review", "apr"),
        ("Multi-Agency Learning Review", "macr"),
        ("A statutory inquiry", "inquiry-public"),
    ],
)
def test_names_of_types(text: str, type: str) -> None:
    assert [f.value for f in review_types.named_types(text)] == [type]


def test_an_enquiry_about_one_child_is_no_review() -> None:
    assert review_types.named_types("A section 47 enquiry was begun. There were four lines of enquiry.") == []


@pytest.mark.parametrize(
    ("text", "statutory"),
    [
        ("An inquiry would be held under the Inquiries Act 2005.", True),
        ("pursuant to section 26 of the Inquiries Act 2005", True),
        ("The Inquiries Act 2005 was thought too slow.", False),
    ],
)
def test_an_inquiry_under_an_act(text: str, statutory: bool) -> None:
    assert bool(review_types.held_under_an_act(text)) is statutory


def test_nations_whose_law_knows_the_type() -> None:
    assert [f.value for f in review_types.nations_of_types("Concise Child Practice Review")] == ["wales"]
    assert [f.value for f in review_types.nations_of_types("Learning review")] == []
