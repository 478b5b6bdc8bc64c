"""Makes invented reviews that recommend the same in other words, among others that recommend other things."""

from __future__ import annotations

from repository.records.items import Availability, Collection, Kind, Page, PublicationKind, Recommendation
from repository.records.statements import Statement
from repository.store.deposits import NewItem, NewPublication
from repository.store.library import Library

ASKED = "Health visitors should undress and weigh every baby whose growth is faltering and plot the weight on a chart."
OTHER_WORDS = "A baby with faltering growth should be weighed undressed, and the weight plotted on a chart."
SAME_MATTER = "Health visitors should visit at a mealtime every baby whose growth is faltering and tell the practice."
LESS_ALIKE = (
    "A ward should call a meeting with parents of every baby whose growth is faltering before it is allowed home, "
    "whatever the weight is on that morning, and should send a letter to the surgery."
)
FILLERS = (
    "The police should name each adult in a domestic incident notification.",
    "Schools should keep a record of food that is given to a hungry pupil.",
    "Housing officers should tell social workers of empty cupboards.",
    "The court should be sent the chronology before an order is made.",
    "Dentists should ring the school nurse after two missed appointments.",
    "A lawyer should look at each plan that lasts longer than a year.",
    "Midwives should ask every expectant mother about safety when she is alone.",
    "The ambulance service should report homes without heating.",
    "Interpreters should be booked before a meeting with parents.",
    "Foster carers should be told why a young person has moved.",
    "Youth workers should carry on seeing teenagers in custody.",
    "The coroner should be asked about earlier deaths in the street.",
    "Prisons should say who visits a man convicted of cruelty.",
    "Charities should check references of volunteers in person.",
    "Licensing officers should hear about taxis outside hotels.",
)  # fmt: skip


def add(
    library: Library, name: str, year: str, *texts: str, kind: Kind = Kind.REVIEW, agencies: tuple[str, ...] = ("hv",)
) -> str:
    new = NewItem(
        kind,
        Collection.SAMPLES,
        NewPublication(PublicationKind.OVERVIEW_REPORT, name, Availability.FULL_TEXT, source=name,
                       pages=(Page(1, "1", ()),)),
        tuple(Statement(field, value, rule="test") for field, value in (("title", name), ("date_published", year))
              if value),
        recommendations=tuple(Recommendation(str(n), text, (1,), agencies) for n, text in enumerate(texts, start=1)),
    )  # fmt: skip
    return library.deposits.take_in(new).item_id
