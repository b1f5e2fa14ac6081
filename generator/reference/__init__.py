"""Municipalities, police units and vulnerable areas: CSV tables, their readers and the names in running text.

Each table's sources, checks and doubts are noted beside it in ``<table>.source.md``; answers and law live elsewhere.
"""

from generator.reference.alphabet import swedish_key
from generator.reference.areas import Category, VulnerableArea, all_vulnerable_areas, vulnerable_areas_of
from generator.reference.municipalities import (
    Municipality,
    UnknownMunicipality,
    all_municipalities,
    municipality,
    search_municipalities,
)
from generator.reference.names import Form, PartyWords, form_of, genitive, swedish_list, words_for
from generator.reference.police import (
    AreaSuggestion,
    DistrictSuggestion,
    PoliceArea,
    PoliceRegion,
    UnknownPoliceUnit,
    all_police_areas,
    all_police_regions,
    areas_of,
    districts_of,
    formal_district,
    police_area,
    police_region,
    region_of,
)
from generator.reference.size import SizeClass, size_class, thousands
from generator.reference.table import ReferenceDataError

__all__ = [
    "AreaSuggestion",
    "Category",
    "DistrictSuggestion",
    "Form",
    "Municipality",
    "PartyWords",
    "PoliceArea",
    "PoliceRegion",
    "ReferenceDataError",
    "SizeClass",
    "UnknownMunicipality",
    "UnknownPoliceUnit",
    "VulnerableArea",
    "all_municipalities",
    "all_police_areas",
    "all_police_regions",
    "all_vulnerable_areas",
    "areas_of",
    "districts_of",
    "form_of",
    "formal_district",
    "genitive",
    "municipality",
    "police_area",
    "police_region",
    "region_of",
    "search_municipalities",
    "size_class",
    "swedish_key",
    "swedish_list",
    "thousands",
    "vulnerable_areas_of",
    "words_for",
]
