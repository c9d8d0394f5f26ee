from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_GERMAN = (
    "Jürgen Käthe Björn Anneliese Götz Änne Matthias Sabine Jörg Ursula Lukas Hannelore Tobias",
    "Müller Schäfer Weißmann Groß Köhler Brömmelhaus Jäger Lüdtke Strauß Böhm Vogel Engelhardt",
)
_FRENCH = (
    "Élodie François Zoé Jérôme Anaïs Benoît Chloé Gaël Noémie Rémi Solène Théo",
    "Lefèvre Béranger Garçon Dupré Château Desforges Noël Prévost Fournier Hébert",
)
_ENGLISH = (
    "Siobhán Oliver Imogen Rhys Niamh Harriet Declan Grace Callum Martha Ewan Ruth",
    "O'Connor Whitcombe Llewellyn Fairbanks MacLeod Ashdown Okafor Penrose Byrne Hartley",
)
_NORDIC = (
    "Åsa Søren Björn Øystein Maja Jørgen Päivi Sigríður Lars Ingrid Väinö Freja",
    "Ångström Sørensen Björklund Ødegård Mäkinen Guðmundsdóttir Lindström Nygård Hämäläinen",
)
_SLAVIC = (
    "Łukasz Božena Jiří Małgorzata Ondřej Zdeňka Wojciech Žaneta Michał Kateřina",
    "Wiśniewski Dvořák Kowalczyk Řezníček Zieliński Nováková Jabłoński Říha Śliwa",
)
_SOUTHERN = (
    "José María Niccolò Inês João Begoña Loredana Álvaro Concetta Íñigo Eleni Teófilo",
    "Muñoz Conceição Ibáñez Esposito Araújo Núñez Dell'Orto Peñalver Papadakis Guimarães",
)
_NAMES = {
    **dict.fromkeys(("DE", "AT", "CH"), _GERMAN),
    **dict.fromkeys(("FR", "BE", "NL"), _FRENCH),
    **dict.fromkeys(("GB", "IE", "US"), _ENGLISH),
    **dict.fromkeys(("SE", "NO", "DK", "FI", "IS"), _NORDIC),
    **dict.fromkeys(("PL", "CZ"), _SLAVIC),
    **dict.fromkeys(("ES", "IT", "PT", "GR"), _SOUTHERN),
}
_ASCII = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "o", "å": "aa", "ł": "l", "ð": "d"}
)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who works at a customer, and the name that they would sign in with."""

    first_name: str
    last_name: str
    principal: str


def new_person(rng: Random, country: str, domain: str) -> Person:
    first_names, last_names = _NAMES[country]
    first, last = rng.choice(first_names.split()), rng.choice(last_names.split())
    return Person(first, last, f"{plain(first)}.{plain(last)}@{domain}")


def plain(name: str) -> str:
    """As it stands in an address: “Götz” as “goetz”, “Élodie” as “elodie”."""
    decomposed = unicodedata.normalize("NFKD", name.lower().translate(_ASCII))
    return "".join(letter for letter in decomposed if letter.isascii() and letter.isalnum())
