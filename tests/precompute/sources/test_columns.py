"""Columns of the tables people already have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.bundle import ITEM_SCHEMA
from precompute.errors import InputError
from precompute.sources.columns import ALIASES, Columns, recognised

SYSTEMS = {
    "PixPlot": (
        "filename,category,tags,description,permalink,Year,label,lat,lng",
        "a.jpg|Map|sea|A map|https://x.example/1|1906|old|48.5|2.25",
        {
            "category": ["Map", "old"],
            "subject": ["sea"],
            "description": "A map",
            "source": "https://x.example/1",
            "date": "1906",
            "year_from": 1906,
            "year_to": 1906,
            "lat": 48.5,
            "lng": 2.25,
        },
    ),
    "VIKUS": (
        "id,keywords,year,_title,_creator,_my field",
        "17|sea,ships|1653|Harbour|Nanteuil|kept",
        {
            "subject": ["sea", "ships"],
            "date": "1653",
            "title": "Harbour",
            "creator": "Nanteuil",
            "_my field": "kept",
        },
    ),
    "CollectionBuilder": (
        "objectid,filename,title,creator,date,description,subject,location,latitude,longitude,"
        "source,identifier,type,format,language,rights,rightsstatement,image_alt_text,parentid",
        "demo_1|a.jpg|T|C|1901-02-03|D|one;two|Moscow|46.7|-117|S|MG1|Image;StillImage|image/jpeg"
        "|eng|free text|http://rightsstatements.org/vocab/NoC-US/1.0/|Alt|demo_0",
        {
            "title": "T",
            "date": "1901-02-03",
            "year_from": 1901,
            "subject": ["one", "two"],
            "place": "Moscow",
            "lat": 46.7,
            "lng": -117.0,
            "category": ["Image", "StillImage"],
            "format": "image/jpeg",
            "identifier": "MG1",
            "rights": "http://rightsstatements.org/vocab/NoC-US/1.0/",
            "rights (2)": "free text",
            "alt": "Alt",
            "parent": "demo_0",
            "language": "eng",
        },
    ),
    "Wax": (
        "pid,label,_date,artist,current_location,order",
        "obj1|The Bathers|ca. 1605–10|Cézanne|Paris|3",
        {
            "title": "The Bathers",
            "date": "ca. 1605–10",
            "year_from": 1605,
            "year_to": 1610,
            "creator": "Cézanne",
            "current_location": "Paris",
            "order": 3,
        },
    ),
    "Omeka S": (
        "dcterms:identifier,dcterms:title,dcterms:title @fra,dcterms:created,dcterms:medium,"
        "dcterms:spatial,dcterms:rights,dcterms:isPartOf,media_url,dcterms:extent",
        "id1|Horse|Cheval|début du XXe siècle|oil;canvas|Lyon|CC0|s1|https://x.example/a.jpg|3 cm",
        {
            "title": "Horse",
            "title@fr": "Cheval",
            "date": "début du XXe siècle",
            "year_from": 1901,
            "technique": ["oil", "canvas"],
            "place": "Lyon",
            "rights": "CC0",
            "parent": "s1",
            "dcterms:extent": "3 cm",
        },
    ),
    "Omeka Classic": (
        "Dublin Core : Identifier,Dublin Core:Title,Dublin Core : Creator,file,Dublin Core:Subject",
        "id1|Horse|X|a.jpg|one;two",
        {"title": "Horse", "creator": "X", "subject": ["one", "two"]},
    ),
    "in French": (
        "Numéro inventaire,Nom du fichier,Titre,Auteur,Datation,Matériaux et techniques,Mots-clés,"
        "Lieu,Légende,Droits,Date début,Date fin",
        "MV 12|a.jpg|Vue|Anonyme|vers 1860|huile;toile|arbre,ciel|Lyon|Une vue|LO|1855|1865",
        {
            "title": "Vue",
            "creator": "Anonyme",
            "date": "vers 1860",
            "year_from": 1855,
            "year_to": 1865,
            "technique": ["huile", "toile"],
            "subject": ["arbre,ciel"],
            "place": "Lyon",
            "description": "Une vue",
            "rights": "LO",
        },
    ),
}


def read(header: str, cells: list[str]):
    columns = Columns(header.split(","), table="table.csv")
    return columns, *columns.read(cells)


@pytest.mark.parametrize("system", SYSTEMS)
def test_tables_of_other_systems_are_understood(system):
    header, cells, wanted = SYSTEMS[system]
    # "|" separates the cells here, so values of several are written with ";".
    _, _, _, values = read(header, cells.split("|"))
    assert {name: values.get(name) for name in wanted} == wanted


def test_ids_and_files_are_found_under_the_names_each_system_gives_them():
    for system, (identity, file) in {
        "PixPlot": ("", "a.jpg"),
        "VIKUS": ("17", ""),
        "CollectionBuilder": ("demo_1", "a.jpg"),
        "Wax": ("obj1", ""),
        "Omeka S": ("id1", "https://x.example/a.jpg"),
        "in French": ("MV 12", "a.jpg"),
    }.items():
        header, cells, _ = SYSTEMS[system]
        columns, found_id, found_file, _ = read(header, cells.split("|"))
        assert (found_id, found_file) == (identity, file), system
        assert columns.finds_by_id == (not file)


def test_every_alias_leads_to_one_column_alone():
    aliases = [alias for names in ALIASES.values() for alias in names.split()]
    assert len(aliases) == len(set(aliases))
    for field in ALIASES:
        assert field in {*ITEM_SCHEMA.names, "file"}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("pid,label", "title"),
        ("id,label", "title"),
        ("pid,label,filename", "title"),
        ("filename,label", "category"),
        ("filename,label,category,tags", "category"),
        ("pid,label,title", "category"),
    ],
)
def test_label_is_a_title_or_a_class_according_to_the_other_columns(header, field):
    columns = Columns(header.split(","), table="table.csv")
    assert columns.names["label"] == field


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("title@fr", "title@fr"),
        ("title_fr", "title@fr"),
        ("Title (FR)", "title@fr"),
        ("titre français", "title@fr"),
        ("dcterms:description@eng", "description@en"),
        ("alt-en", "alt@en"),
        ("subject@de", "subject@de"),
        ("place_id", "place_id"),
        ("date_fr", "date_fr"),
        ("note@fr", "note@fr"),
    ],
)
def test_translations_are_kept_under_one_form(name, kept):
    columns, _, _, values = read(f"id,filename,{name}", ["1", "a.jpg", "Cheval; blanc"])
    assert columns.names[name] == kept
    assert values[kept] == "Cheval; blanc"


def test_a_translation_stands_in_where_the_original_is_missing():
    header = "filename,title@fr,title,subject@fr,title@en"
    _, _, _, values = read(header, ["a.jpg", "Cheval", "", "a;b", "Horse"])
    assert values["title"] == "Cheval"
    assert values["subject"] == ["a", "b"]
    assert read(header, ["a.jpg", "Cheval", "Equus", "", ""])[3]["title"] == "Equus"


def test_lists_are_split_and_titles_are_not():
    header = "filename,title,technique,subject,category"
    cells = [
        "a.jpg",
        "Vanitas; or, | all is vain",
        "oil | canvas|",
        "Prints &amp; Drawings; a;a",
        "",
    ]
    _, _, _, values = read(header, cells)
    assert values["title"] == "Vanitas; or, | all is vain"
    assert values["technique"] == ["oil", "canvas"]
    assert values["subject"] == ["Prints & Drawings", "a"]
    assert "category" not in values


def test_the_same_column_twice_loses_nothing():
    columns, _, _, values = read(
        "filename,subject,subject,title,title,note,note", ["a.jpg", "a", "b", "", "T", "1", "2"]
    )
    assert values["subject"] == ["a", "b"]
    assert values["title"] == "T"
    assert (values["note"], values["note (2)"]) == ("1", "2")
    assert len(set(columns.extra)) == len(columns.extra)


def test_unknown_columns_never_take_the_name_of_another():
    header = "filename,width,height,sha256,colour,size,table_row,,reason"
    columns, _, _, values = read(header, ["a.jpg", *"12345678"])
    assert not set(columns.extra) & {*ITEM_SCHEMA.names, "size", "table_row", "reason"}
    assert [values[name] for name in columns.extra] == list("12345678")
    assert "column 8" in columns.extra


@pytest.mark.parametrize(
    ("lat", "lng", "place"),
    [
        ("48.85", "2.35", (48.85, 2.35)),
        ("48,85", "-2,35", (48.85, -2.35)),
        ("90", "180", (90.0, 180.0)),
        ("90.01", "2", None),
        ("48", "-180.5", None),
        ("48", "", None),
        ("0", "0.0", None),
        ("nan", "2", None),
        ("1e999", "2", None),
        ("north", "2", None),
    ],
)
def test_a_place_is_whole_and_on_earth_or_left_out(lat, lng, place):
    _, _, _, values = read("filename,lat,lng", ["a.jpg", lat, lng])
    assert (values.get("lat"), values.get("lng")) == (place or (None, None))


def test_years_given_as_numbers_win_over_the_text():
    header = "filename,date,year,year_from,year_to"
    years = [
        (["a.jpg", "vers 1860", "", "1850", "1870"], (1850, 1870)),
        (["a.jpg", "vers 1860", "", "", ""], (1860, 1860)),
        (["a.jpg", "vers 1860", "", "1870", "1850"], (1850, 1870)),
        (["a.jpg", "vers 1860", "", "0", "0"], (1860, 1860)),
        (["a.jpg", "au temps jadis", "1861", "", ""], (1861, 1861)),
        (["a.jpg", "", "", "-500", ""], (-500, -500)),
    ]
    for cells, wanted in years:
        _, _, _, values = read(header, cells)
        assert (values["year_from"], values["year_to"]) == wanted


def test_a_table_that_names_no_files_is_refused_in_one_line():
    with pytest.raises(InputError, match=r"no column that names the image files.*colour, note"):
        Columns(["colour", "note"], table="table.csv")
    with pytest.raises(InputError, match="501 columns"):
        Columns(["x"] * 501, table="table.csv")


@given(
    st.lists(st.one_of(st.text(max_size=20), st.sampled_from(list(ALIASES))), max_size=12),
    st.lists(st.text(), max_size=15),
)
def test_any_header_and_any_cells_give_values_that_can_be_stored(header, cells):
    columns = Columns(["filename", *header], table="table.csv")
    _, _, values = columns.read(["a.jpg", *cells])
    fields = {field.name: field.type for field in ITEM_SCHEMA}
    for name, value in values.items():
        assert name in fields or name in columns.extra
        texts = value if isinstance(value, list) else [value] if isinstance(value, str) else []
        for text in texts:
            text.encode()
            assert text == text.strip() != "" and "\0" not in text
    assert recognised(header) <= len(header)
    assert len(set(columns.extra)) == len(columns.extra)
