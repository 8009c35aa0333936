import random

from hypothesis import given
from hypothesis import strategies as st

from explorer.bundle import EVIDENCE, MATCH_KINDS, Link, Showing, date_order, families_of

links = st.lists(
    st.builds(
        Link,
        original=st.integers(0, 14),
        appearance=st.integers(0, 14),
        kind=st.sampled_from(MATCH_KINDS),
        sharpness_original=st.floats(0, 1),
        sharpness_appearance=st.floats(0, 1),
    ),
    max_size=20,
)
years = st.none() | st.integers(-500, 2000)
pictures = st.dictionaries(
    st.integers(0, 14),
    st.builds(Showing, pixels=st.integers(0, 10_000), year_from=years, year_to=years),
)


@given(links, pictures, st.randoms(use_true_random=False))
def test_families_are_what_hangs_together_whatever_the_order(given_links, known, chance):
    families = families_of(given_links, known)
    mixed = list(given_links)
    chance.shuffle(mixed)
    assert families_of(mixed, known) == families
    members = [row for family in families for row in family.members]
    assert len(members) == len(set(members))
    kin = {row: number for number, family in enumerate(families) for row in family.members}
    for link in given_links:
        if link.kind != "resembles" and link.original != link.appearance:
            assert kin[link.original] == kin[link.appearance]
    joined = {
        row
        for link in given_links
        if link.kind != "resembles" and link.original != link.appearance
        for row in (link.original, link.appearance)
    }
    assert set(members) == joined


@given(links, pictures)
def test_a_family_is_sorted_and_says_why(given_links, known):
    families = families_of(given_links, known)
    assert [family.members[0] for family in families] == sorted(f.members[0] for f in families)
    for family in families:
        assert len(family.members) >= 2
        assert list(family.members) == sorted(family.members)
        assert family.original in family.members
        assert [word for word in EVIDENCE if word in family.evidence] == list(family.evidence)


@given(links, pictures)
def test_what_only_resembles_makes_no_family(given_links, known):
    only = [
        Link(original=link.original, appearance=link.appearance, kind="resembles")
        for link in given_links
    ]
    assert families_of(only, known) == []


def test_a_refused_link_parts_a_family():
    chain = [Link(original=a, appearance=a + 1, kind="crop") for a in (0, 1, 2)]
    assert [family.members for family in families_of(chain, {})] == [(0, 1, 2, 3)]
    assert [f.members for f in families_of([chain[0], chain[2]], {})] == [(0, 1), (2, 3)]


def test_the_earliest_largest_sharpest_whole_is_the_original():
    family = families_of(
        [
            Link(
                original=4,
                appearance=2,
                kind="crop",
                sharpness_original=0.3,
                sharpness_appearance=0.1,
            ),
            Link(original=4, appearance=9, kind="page"),
        ],
        {
            4: Showing(pixels=900, year_from=1900, year_to=1900),
            2: Showing(pixels=300, year_from=1910, year_to=1912),
            9: Showing(pixels=800),
        },
    )
    assert [(f.members, f.original, f.evidence) for f in family] == [((2, 4, 9), 4, EVIDENCE)]


def test_links_in_a_circle_have_an_original_all_the_same():
    circle = [Link(original=a, appearance=(a + 1) % 3, kind="print") for a in range(3)]
    random.Random(0).shuffle(circle)
    assert families_of(circle, {1: Showing(pixels=5)})[0].original in (0, 1, 2)


def test_dates_are_compared_by_their_years():
    def of(first, last=None):
        return Showing(year_from=first, year_to=last)

    assert date_order(of(1900), of(1901)) == "before"
    assert date_order(of(1901), of(1900)) == "after"
    assert date_order(of(1900, 1910), of(1900, 1910)) == "same"
    assert date_order(of(1900, 1910), of(1905, 1920)) == "unknown"
    assert date_order(of(None), of(1900)) == "unknown"
    assert date_order(of(-44), of(14)) == "before"
