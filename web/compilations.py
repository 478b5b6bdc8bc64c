"""Compilations: what reviews say for one agency, on one theme, or about one age. They fill themselves."""

from __future__ import annotations

from dataclasses import dataclass

from repository.records.items import Collection
from search.recommendation_search import LearningRequest, Said
from search.request import SearchRequest


@dataclass(frozen=True)
class Compilation:
    """A page that fills itself. What is empty does not narrow; `under_months` is the age of a child."""

    name: str
    title: str
    intro: str
    group: str
    agencies: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    under_months: int | None = None

    def learning(self, collection: Collection, kind: Said, page_size: int) -> LearningRequest:
        """The question that finds its recommendations or findings."""
        return LearningRequest(
            collection=collection, kinds=(kind,), agencies=self.agencies, themes=self.themes,
            under_months=self.under_months, page_size=page_size,
        )  # fmt: skip

    def reviews(self, collection: Collection) -> SearchRequest:
        """The search that finds its reviews, briefings and analyses."""
        chosen = {"theme": self.themes, "agency": self.agencies}
        return SearchRequest(
            collection=collection,
            chosen={name: tuple(sorted(values)) for name, values in chosen.items() if values},
        )


def _for(agency: str, name: str, title: str, intro: str, *others: str) -> Compilation:
    return Compilation(name, f"Learning for {title}", intro, "For one profession", (agency, *others))


def _about(name: str, title: str, intro: str, *themes: str, under: int | None = None) -> Compilation:
    return Compilation(name, title, intro, "On one subject", (), themes, under)


COMPILATIONS = {
    found.name: found
    for found in (
        _for("hv", "health-visitors", "health visitors", "Home visits, weight, safe sleep and who else lives there."),
        _for("gp", "general-practice", "general practice", "What was seen at the surgery, and what was passed on."),
        _for("midwifery", "midwives", "midwives", "Care before and just after the birth."),
        _for("acute", "hospitals", "hospitals", "Injuries, medical opinions and going home."),
        _for("police-force", "police", "police officers", "Calls to homes, children who go missing, and sharing."),
        _for("school", "schools", "schools", "What children show and say at school, and what comes of it.",
             "dsl", "special-school"),
        _for("early-years", "early-years", "nurseries and childminders", "What those see who see a child each day."),
        _for("csc", "social-workers", "social workers", "Assessments, plans, visits and closing a case."),
        _for("housing-la", "housing", "housing workers", "Homes, moves and who is in the household.",
             "housing-assoc", "temp-accom"),
        _for("amh", "adult-services", "workers in adult services", "Parents as patients, and their children at home.",
             "substance", "asc"),
        _about("under-ones", "Babies under one", "What was asked for where a child was not yet one.", under=12),
        _about("neglect", "Neglect", "Harm that builds up, often seen in pieces by many services.", "neglect"),
        _about("domestic-abuse", "Domestic abuse", "Homes in which one adult harms or controls another.",
               "domestic-abuse", "toxic-trio"),
        _about("unseen-men", "Fathers and unseen men", "Men who were part of a child’s life and of no plan.",
               "hidden-men"),
        _about("not-brought", "Children who were not brought", "Missed visits to clinics, and what they can mean.",
               "missed-appointments"),
        _about("injuries-in-babies", "Bruises and injuries in babies", "Marks on babies who cannot yet move.",
               "bruising", "physical-abuse", "abusive-head-trauma"),
        _about("exploitation", "Children who are exploited", "Sexual and criminal use of children by others.",
               "child-sexual-exploitation", "child-criminal-exploitation", "missing-children"),
        _about("suicide", "Suicide and self-harm", "Young people who harmed themselves, and who knew.",
               "suicide", "self-harm"),
        _about("safe-sleep", "Safe sleep", "Babies who died in their sleep, and where they slept.", "sudi"),
        _about("teenagers", "Teenagers", "Older children, and how they are seen.", "teenagers"),
    )
}  # fmt: skip
"""The compilations in their order, by the name in their address."""
