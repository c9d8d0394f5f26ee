from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from customers.demo.chance import new_id

if TYPE_CHECKING:
    from datetime import datetime
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


@dataclass(slots=True)
class Person:
    """Someone who works at a customer and has an account there."""

    id: str
    first_name: str
    last_name: str
    principal: str
    country: str
    phone: str = ""
    deleted_at: datetime | None = None
    licenses: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


def new_person(rng: Random, country: str, domain: str) -> Person:
    first_names, last_names = _NAMES[country]
    first, last = rng.choice(first_names.split()), rng.choice(last_names.split())
    principal = f"{plain(first)}.{plain(last)}@{domain}"
    return Person(new_id(rng), first, last, principal, country)


def plain(name: str) -> str:
    """As it stands in an address: “Götz” as “goetz”, “Élodie” as “elodie”."""
    decomposed = unicodedata.normalize("NFKD", name.lower().translate(_ASCII))
    return "".join(letter for letter in decomposed if letter.isascii() and letter.isalnum())
