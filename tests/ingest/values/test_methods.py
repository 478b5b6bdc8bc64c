"""A method is read where a sentence says that the review used it; that practitioners met is true of every method."""

from __future__ import annotations

import pytest

from ingest.values import methods
from ingest.values.sections import Place
from repository.records.items import Block, BlockRole
from repository.records.statements import Evidence, Statement


def told(*texts: str, heading: str = "How we worked") -> list[Place]:
    return [Place(2, Block(BlockRole.PARAGRAPH, text), "", heading) for text in texts]


@pytest.mark.parametrize(
    ("sentence", "method"),
    [
        ("This review adopted the SCIE Learning Together methodology.", "scie-lt"),
        ("A systems methodology, as set out by the Social Care Institute for Excellence, was used.", "scie-lt"),
        ("A SILP review was chosen because it engages front line staff.", "silp"),
        ("The chosen methodology was based on the Welsh model of child practice reviews.", "welsh"),
        ("The reviewers applied root cause analysis techniques.", "rca"),
        ("The review drew on principles of Appreciative Inquiry.", "ai"),
        ("The review methodology was underpinned by the SEIPS framework.", "seips"),
        ("The methodology was a blended approach, drawing on the SILP model.", "hybrid"),
        ("The lead reviewer used a bespoke methodology proportionate to the case.", "hybrid"),
        ("A combination of methods was used, among them interviews.", "hybrid"),
        ("A thematic approach was taken to the seven cases.", "thematic"),
        ("Individual Management Reviews (IMRs) were commissioned from the following agencies.", "overview"),
        ("Each agency was asked to complete an IMR.", "overview"),
        ("The review was conducted as a desktop review of the records.", "desktop"),
        ("The review took the form of a practitioner learning event.", "learning-event"),
    ],
)
def test_a_method_that_was_used(sentence: str, method: str) -> None:
    (statement,) = methods.methodology(told("The work began in May.", sentence))
    assert statement.value == method


@pytest.mark.parametrize(
    "sentence",
    [
        "The Trust had completed a root cause analysis of the death.",
        "Professionals were learning together how to fill in the form.",
        "The Board decided not to use the SILP methodology on this occasion.",
        "There was no requirement for IMRs.",
        "Rather than individual management reviews, agencies provided a short report.",
        "The Case Management Review Panel received the report.",
        "A learning event was held in May.",
        "An integrated chronology was made first.",
    ],
)
def test_what_every_review_may_say_or_denies_is_no_method(sentence: str) -> None:
    assert list(methods.methodology(told(sentence))) == []


def test_a_mixture_comes_before_the_methods_it_is_made_of_and_a_name_before_the_part_of_agencies() -> None:
    texts = ("The SILP model was used in part.", "The approach was a hybrid of it and the older one.")
    assert [s.value for s in methods.methodology(told(*texts))] == ["hybrid"]
    texts = ("IMRs were requested from six agencies.", "The Board used the Significant Incident Learning Process.")
    assert [s.value for s in methods.methodology(told(*texts))] == ["silp"]


def test_the_type_of_a_review_says_how_it_was_done() -> None:
    words = "Extended Child Practice Review"
    of_type = Statement("review_type", "cpr-extended", Evidence(1, words), words, "review_types.named_types")
    (statement,) = methods.methodology(told("A learning event was held in May."), [of_type])
    assert (statement.value, statement.evidence.quote) == ("welsh", words)


def test_far_from_the_opening_a_method_is_read_only_under_a_heading_about_the_work() -> None:
    sentence = "IMRs were requested from six agencies."
    long = told(*["She was seen at home."] * 200, heading="The story")
    assert list(methods.methodology(long + told(sentence, heading="The story"))) == []
    assert [s.value for s in methods.methodology(long + told(sentence, heading="Annex B: the review process"))] == [
        "overview"
    ]
