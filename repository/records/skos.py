"""The vocabularies in the common language of thesauri, SKOS (W3C 2009), so that other catalogues can use them."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS

from repository.records.concepts import Concept, Vocabulary

BASE = "urn:case-review-library:"
"""Names, not addresses: they stay the same wherever a library is served."""


def as_turtle(vocabularies: Iterable[Vocabulary]) -> str:
    """The vocabularies as SKOS in Turtle: each a concept scheme, its uppermost concepts the top concepts."""
    graph = Graph()
    graph.bind("skos", SKOS)
    graph.bind("dcterms", DCTERMS)
    for vocabulary in vocabularies:
        scheme = URIRef(f"{BASE}{vocabulary.name}")
        graph.bind(vocabulary.name.replace("_", "-"), Namespace(f"{scheme}:"))
        graph.add((scheme, RDF.type, SKOS.ConceptScheme))
        graph.add((scheme, DCTERMS.title, Literal(vocabulary.name.replace("_", " ").capitalize(), lang="en")))
        for concept in vocabulary.values():
            _add(graph, scheme, concept)
    return graph.serialize(format="turtle")


def _add(graph: Graph, scheme: URIRef, concept: Concept) -> None:
    about = _name(concept.key)
    graph.add((about, RDF.type, SKOS.Concept))
    graph.add((about, SKOS.inScheme, scheme))
    graph.add((about, SKOS.notation, Literal(concept.id)))
    graph.add((about, SKOS.prefLabel, Literal(concept.label, lang="en")))
    for label in concept.other_labels:
        graph.add((about, SKOS.altLabel, Literal(label, lang="en")))
    within = [key for key in concept.broader if key.startswith(f"{concept.vocabulary}:")]
    for key in concept.broader:
        # SKOS keeps `broader` for one scheme; a board's region is of another one.
        graph.add((about, SKOS.broader if key in within else SKOS.broadMatch, _name(key)))
    if not within:
        graph.add((about, SKOS.topConceptOf, scheme))
        graph.add((scheme, SKOS.hasTopConcept, about))
    if concept.note:
        graph.add((about, SKOS.scopeNote, Literal(concept.note, lang="en")))
    if concept.is_checked:
        graph.add((about, DCTERMS.source, Literal(concept.source)))


def _name(key: str) -> URIRef:
    return URIRef(f"{BASE}{key}")
