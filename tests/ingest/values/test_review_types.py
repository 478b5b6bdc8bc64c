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


@pytest.mark.parametrize(
    "text",
    [
        "The circumstances did not meet the criteria for a serious case review.",
        "The criteria for an LCSPR were not fulfilled.",
        "The threshold for a significant case review had not been reached.",
        "The partners opted for this form rather than a child safeguarding practice review.",
        "A serious case review would not have been proportionate.",
        "The Board considered whether to commission a serious case review.",
        "It was neither a serious case review nor a domestic homicide review.",
        "The Child Safeguarding Practice Review Panel wrote to the partners.",
    ],
)
def test_a_type_that_is_denied_or_weighed_is_not_named(text: str) -> None:
    assert review_types.named_types(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The criteria for a serious case review were met.",
        "Not Seen, Not Heard: a serious case review",
        "No Voice Serious Case Review Child K",
        "This is not only a serious case review.",
        "She was not known to services. A serious case review was held.",
    ],
)
def test_a_negation_of_something_else_denies_no_type(text: str) -> None:
    assert [f.value for f in review_types.named_types(text)] == ["scr"]


@pytest.mark.parametrize(
    ("title", "type"),
    [
        ("An analysis of serious case reviews 2009-2011", ["biennial"]),
        ("Analysis of serious case reviews, April 2014 to March 2017", ["triennial"]),
        ("Analysis of one serious case review of 2014", []),
    ],
)
def test_national_analyses_are_told_by_their_years(title: str, type: list[str]) -> None:
    assert [f.value for f in review_types.analyses(title)] == type


def test_many_reviews_must_be_what_a_paper_was_made_from() -> None:
    assert review_types.of_many_reviews("It rests on nineteen published case reviews.")
    assert not review_types.of_many_reviews("She had been the subject of three reviews by her school.")
    assert not review_types.titled_for_many("Learning from the case reviews of Child T")
