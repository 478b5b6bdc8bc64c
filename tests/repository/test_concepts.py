"""The vocabularies: what is refused on load, by row; what is ambiguous; and that those that are shipped are sound."""

from __future__ import annotations

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SKOS

from repository.errors import WrongUsage
from repository.records.concepts import ancestors, concept, label_of, read_vocabulary, vocabularies
from repository.records.skos import BASE, as_turtle

HEAD = "id,label,broader,synonyms,note,source_url\n"


def test_concepts_are_read_with_labels_and_what_they_are_part_of() -> None:
    trees = read_vocabulary("trees", HEAD + "t,Trees,,,group,unchecked\noak,Oak,t,Oaks;Quercus,,https://x.test\n")
    assert trees["oak"].broader == ("trees:t",)
    assert trees["oak"].other_labels == ("Oaks", "Quercus")
    assert trees.by_label["quercus"] == (trees["oak"],)
    assert trees.narrower("t") == (trees["oak"],)
    assert (trees["t"].is_group, trees["oak"].is_group) == (True, False)
    assert (trees["t"].is_checked, trees["oak"].is_checked) == (False, True)


def test_several_broader_concepts_and_broader_ones_of_another_vocabulary() -> None:
    regions = read_vocabulary("regions", HEAD + "n,North,,,,x\n")
    areas = read_vocabulary("areas", HEAD + "g,Group,,,group,x\na,Area,g|n,,,x\n", outside=regions)
    assert areas["a"].broader == ("areas:g", "regions:n")


def test_a_shared_other_label_is_ambiguous() -> None:
    boards = read_vocabulary("boards", HEAD + "a,Aston,,ASCB,,x\nb,Ashby,,ascb,,x\nc,Corby,,CSCB,,x\n")
    assert {label: [c.id for c in found] for label, found in boards.ambiguous.items()} == {"ascb": ["a", "b"]}


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ("oak,Oak,no-such,,,x\n", "row 2: the broader concept 'no-such' does not exist"),
        ("oak,Oak,,,,x\nelm,OAK,,,,x\n", "row 3: the label 'OAK' is already in row 2"),
        ("oak,Oak,,,,x\noak,Elm,,,,x\n", "row 3: the id 'oak' is already in row 2"),
        ("oak,,,,,x\n", "row 2: the label is empty"),
        ("a,A,b,,,x\nb,B,a,,,x\n", "is broader than itself"),
    ],
)
def test_a_wrong_row_is_refused_by_its_number(rows: str, named: str) -> None:
    with pytest.raises(WrongUsage, match=r"trees\.csv, row \d") as refused:
        read_vocabulary("trees", HEAD + rows)
    assert named in refused.value.message


def test_a_missing_column_is_refused_by_name() -> None:
    with pytest.raises(WrongUsage, match="'broader'"):
        read_vocabulary("trees", "id,label\noak,Oak\n")


def test_the_vocabularies_that_come_with_the_library_are_sound() -> None:
    found = vocabularies()
    asked = {
        "themes", "agencies", "review_types", "harm_types", "outcomes", "age_bands", "local_areas", "regions",
        "safeguarding_bodies", "publishers", "methodologies", "abbreviations", "guidance_timeline", "risk_factors",
    }  # fmt: skip
    assert asked <= set(found)
    assert all(len(v) for v in found.values())
    assert all(c.source for v in found.values() for c in v.values()), "every row says where it comes from"


def test_an_acronym_that_several_boards_share_stays_ambiguous() -> None:
    sharing = {c.id for c in vocabularies()["safeguarding_bodies"].ambiguous["wscb"]}
    assert {"sb-wiltshire", "sb-worcestershire", "sb-wirral"} <= sharing


def test_labels_and_ancestors_are_looked_up_through_the_field() -> None:
    assert label_of("theme", "neglect") == "Neglect"
    assert label_of("author", "A. Person") == "A. Person"
    area = concept(("local_areas",), "la-norfolk")
    assert area is not None
    assert [c.id for c in ancestors(area)] == ["r-east-of-england", "england", "uk"]


def test_the_export_is_skos_that_can_be_read_again() -> None:
    graph = Graph().parse(data=as_turtle(vocabularies().values()), format="turtle")
    schemes = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    assert {str(s) for s in schemes} == {f"{BASE}{name}" for name in vocabularies()}
    assert len(set(graph.subjects(RDF.type, SKOS.Concept))) == sum(map(len, vocabularies().values()))
    for name, vocabulary in vocabularies().items():
        labels = {str(o) for c in vocabulary for o in graph.objects(_uri(f"{name}:{c}"), SKOS.prefLabel)}
        assert labels == {c.label for c in vocabulary.values()}
    assert (_uri("regions:england"), SKOS.broader, _uri("regions:uk")) in graph
    assert (_uri("local_areas:la-norfolk"), SKOS.broadMatch, _uri("regions:r-east-of-england")) in graph


def _uri(key: str) -> URIRef:
    return URIRef(f"{BASE}{key}")
