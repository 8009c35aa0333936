"""Dates as archivists write them."""

import re
import string
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from precompute.sources.calendars import century, hijri, part_of, republican, roman, shift
from precompute.sources.dates import EARLIEST, LATEST, read_years, says_undated

READ = {
    "16e-17e s.": (1501, 1700),
    "18th c.-19th c.": (1701, 1900),
    "17..-18..": (1700, 1899),
    "1890s–1900s": (1890, 1909),
    "2000s": (2000, 2009),
    "later 19th century": (1851, 1900),
    "4th century B.C. or later": (-400, -252),
    "18th century or earlier": (1652, 1800),
    "1850 ou après": (1850, 1899),
    "1850 or later, printed 1900": (1850, 1900),
    "after 2080": (2081, 2100),
    "4th/3rd century BCE": (-400, -201),
    "Mid-/late 5th century BCE": (-467, -401),
    "Tang dynasty (618–907), first half of 8th century": (701, 750),
    "Late Period, Dynasty 26–30 (664–343 BCE)": (-664, -343),
    "1884–86, border added 1888–89": (1884, 1889),
    "du 24 août 1944 au 8 mai 1945": (1944, 1945),
    "25.XII.1850": (1850, 1850),
    "années 1930-1940": (1930, 1949),
    "Ier siècle avant notre ère": (-100, -1),
    "50 av JC": (-50, -50),
    "dépôt légal 1950": (1950, 1950),
    "ca. 1605–10": (1605, 1610),
    "1645 or 1646": (1645, 1646),
    "late 1630s": (1636, 1639),
    "2nd century BCE": (-200, -101),
    "an VIII": (1799, 1800),
    "[1906]": (1906, 1906),
    "IIe siècle av. J.-C.": (-200, -101),
    "vers 1860": (1860, 1860),
    "entre 1850 et 1860": (1850, 1860),
    "début du XXe siècle": (1901, 1933),
    "1er quart du 18e siècle": (1701, 1725),
    "before 1900": (1850, 1899),
    "1880s": (1880, 1889),
    "années 1920": (1920, 1929),
    "1906-03-12": (1906, 1906),
    "12/03/1906": (1906, 1906),
    "1914-1918": (1914, 1918),
    "1914 - 1918": (1914, 1918),
    "14th–15th century": (1301, 1500),
    "1597–98": (1597, 1598),
    "1804–8": (1804, 1808),
    "1869–70": (1869, 1870),
    "600–800 CE": (600, 800),
    "ca. 1525–1504 B.C.": (-1525, -1504),
    "ca. 332–200 B.C.": (-332, -200),
    "ca. 1775–79 with later alterations": (1775, 1779),
    "dated 1119 AH/1707 CE": (1707, 1707),
    "dated 905 AH/1499–1500 CE": (1499, 1500),
    "early 9th century": (801, 833),
    "late 10th–early 11th century": (967, 1033),
    "late 1st century BCE": (-34, -1),
    "probably ca. 1470": (1470, 1470),
    "ca. 1600–1604": (1600, 1604),
    "-100": (-100, -100),
    "−100": (-100, -100),
    "-100/-50": (-100, -50),
    "-100 - -50": (-100, -50),
    "100 BC–AD 100": (-100, 100),
    "1st century BCE–1st century CE": (-100, 100),
    "1st century B.C.–A.D. 1st century": (-100, 100),
    "mid-19th century": (1834, 1866),
    "early to mid-19th century": (1801, 1866),
    "mid- to late 19th century": (1834, 1900),
    "18th century, first half": (1701, 1750),
    "XVIIIe siècle (1re moitié)": (1701, 1750),
    "second half of the 2nd century BCE": (-150, -101),
    "nineteenth century": (1801, 1900),
    "seventeenth-century": (1601, 1700),
    "dix-neuvième siècle": (1801, 1900),
    "1re moitié du dix-huitième siècle": (1701, 1750),
    "XIXe": (1801, 1900),
    "XIXème s.": (1801, 1900),
    "19e s.": (1801, 1900),
    "19th c.": (1801, 1900),
    "2nd c. BCE": (-200, -101),
    "XVIIe-XVIIIe siècle": (1601, 1800),
    "XVIIe et XVIIIe siècles": (1601, 1800),
    "fin XVIIIe-début XIXe siècle": (1767, 1833),
    "IIe-Ier siècle av. J.-C.": (-200, -1),
    "3rd millennium BCE": (-3000, -2001),
    "IIIe millénaire av. J.-C.": (-3000, -2001),
    "18--": (1800, 1899),
    "187-": (1870, 1879),
    "187-?": (1870, 1879),
    "18??": (1800, 1899),
    "19xx": (1900, 1999),
    "1800s": (1800, 1899),
    "early 1900s": (1900, 1932),
    "14 germinal an VIII": (1800, 1800),
    "vendémiaire an IV": (1795, 1795),
    "an II - an III": (1793, 1795),
    "an II de la République": (1793, 1794),
    "905 AH": (1499, 1500),
    "12 mars 1906": (1906, 1906),
    "March 12, 1906": (1906, 1906),
    "12 March – 4 April 1906": (1906, 1906),
    "1er janvier 1900": (1900, 1900),
    "mars-avril 1906": (1906, 1906),
    "1906-03": (1906, 1906),
    "03/1906": (1906, 1906),
    "19060312": (1906, 1906),
    "1906:03:12 10:11:12": (1906, 1906),
    "1906-03-12T10:00:00Z": (1906, 1906),
    "12.III.1906": (1906, 1906),
    "after 1850": (1851, 1900),
    "après 1850": (1851, 1900),
    "avant 1850": (1800, 1849),
    "after 1850 and before 1860": (1851, 1859),
    "from 1850 to 1860": (1850, 1860),
    "de 1850 à 1860": (1850, 1860),
    "1850 à 1860": (1850, 1860),
    "depuis 1900": (1900, 1949),
    "jusqu'en 1900": (1851, 1900),
    "1914-18": (1914, 1918),
    "1914/18": (1914, 1918),
    "1645/1646": (1645, 1646),
    "1645 ou 46": (1645, 1646),
    "c1906": (1906, 1906),
    "[c1906]": (1906, 1906),
    "©1906": (1906, 1906),
    "c. 1906": (1906, 1906),
    "s.d. [1906]": (1906, 1906),
    "1906?": (1906, 1906),
    "1906 (?)": (1906, 1906),
    "1850 (printed 1900)": (1850, 1850),
    "Edo period (1615–1868)": (1615, 1868),
    "Dynasty 18, reign of Amenhotep III, ca. 1390–1352 B.C.": (-1390, -1352),
    "30,000 BCE": (-30000, -30000),
    "30 000 av. J.-C.": (-30000, -30000),
    "MDCCLXXXIX": (1789, 1789),
    "1789 (an II)": (1789, 1789),
    "100–50 BC": (-100, -50),
    "525–04 BC": (-525, -504),
    "1000–900 BC": (-1000, -900),
    "14": (14, 14),
    "ca. 90": (90, 90),
    "turn of the 20th century": (1891, 1910),
    "first decade of the 20th century": (1901, 1910),
    "1880s-90s": (1880, 1899),
    "années 1880-1890": (1880, 1899),
    "320s BC": (-329, -320),
    "1850 until 1860": (1850, 1860),
    "pre-1900": (1850, 1899),
    "XIX siècle": (1801, 1900),
    "1850, 1860": (1850, 1860),
    "[entre 1850 et 1860]": (1850, 1860),
    "19[06]": (1906, 1906),
    "1906 ou 1907": (1906, 1907),
    "1er-2e siècle": (1, 200),
    "1st-2nd century A.D.": (1, 200),
    "A.D. 150": (150, 150),
    "AD 50-100": (50, 100),
    "30 BC - AD 364": (-30, 364),
    "30 BCE–364": (-30, 364),
    "5th century": (401, 500),
    "4th quarter 19th century": (1876, 1900),
    "last quarter of the 19th century": (1876, 1900),
    "troisième quart du XVIe siècle": (1551, 1575),
    "première moitié du XVIIe siècle": (1601, 1650),
    "21st century": (2001, 2100),
    "negative 1860, printed 1890s": (1860, 1899),
    "hiver 1914-1915": (1914, 1915),
    "1984/..": (1984, 2033),
    "../1984": (1935, 1984),
    "after Rembrandt, 1650": (1650, 1650),
    "1920s or 1930s": (1920, 1939),
    "milieu du XVe s.": (1434, 1466),
    "fin du IIIe s. av. J.-C.": (-234, -201),
    "fin IVe - début IIIe siècle avant J.-C.": (-334, -268),
    "XVe-XVIe s.": (1401, 1600),
    "between 1880 and 1885": (1880, 1885),
    "vers 1880-1885": (1880, 1885),
    "(1850)": (1850, 1850),
    "July 4, 1776": (1776, 1776),
    "4th of July 1776": (1776, 1776),
    "c. 1850s": (1850, 1859),
    "ca. 1670s": (1670, 1679),
    "1832-1836, published 1840": (1832, 1840),
    "[18..]": (1800, 1899),
    "18..": (1800, 1899),
    "avant 1er siècle": (-50, -1),
}

UNREAD = [
    "années 30",
    "'20s",
    "18 brumaire",
    "Victorian",
    "' OR 1=1 --",
    "1 + 1",
    "5000 BP",
    "0",
    "12/03/06",
    "99999",
    "18th dynasty",
    "XVIIIe dynastie",
    "Louis XIV",
    "hello",
    "Second Empire",
    "15. Jh.",
    "1. Hälfte 18. Jahrhundert",
]

UNDATED = [
    "n.d.",
    "s.d.",
    "S. d.",
    "sans date",
    "Undated",
    "[n.d.]",
    "date inconnue",
    "?",
    "-",
    "n/a",
    "",
]

WORDS = st.sampled_from(
    re.split(
        " ",
        "ca. vers 1850 1850s 18 18-- 0 00 99 2nd century siècle XIXe XIX BCE av. J.-C. AH an VIII "
        "early late début mi- 1er quart half before après from until - – / or et to , ; .. ( ) [ ] "
        "? march mars 12 1906-03-12 12/03/1906 9999999 30,000 millennium siècle s. c. -5 ¼ ² Ⅷ",
    )
)


@pytest.mark.parametrize(("text", "years"), READ.items())
def test_dates_are_read_as_written(text: str, years: tuple[int, int]) -> None:
    assert read_years(text) == years


@pytest.mark.parametrize("text", UNREAD)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert read_years(text) is None
    assert not says_undated(text)


@pytest.mark.parametrize("text", UNDATED)
def test_no_date_is_told_from_a_date_that_cannot_be_read(text: str) -> None:
    assert says_undated(text)
    assert read_years(text) is None


@given(st.one_of(st.text(), st.lists(WORDS, max_size=9).map(" ".join)))
@example("1850-")
@example("-")
@example("(" * 150)
def test_any_text_gives_ordered_years_or_none(text: str) -> None:
    years = read_years(text)
    if years is not None:
        first, last = years
        assert EARLIEST <= first <= last <= LATEST
        assert first != 0 != last


@given(st.integers(1000, 2090), st.integers(0, 60))
def test_a_range_reads_the_same_however_it_is_written(year: int, length: int) -> None:
    last = min(year + length, LATEST)
    for text in ("{}-{}", "{} – {}", "ca. {}–{}", "[{}/{}]", "between {} and {}", "de {} à {}"):
        assert read_years(text.format(year, last)) == (year, last)


@given(st.integers(1000, 2099), st.integers(1, 99))
def test_an_abbreviated_year_takes_the_century_of_the_one_before(year: int, short: int) -> None:
    full = year // 100 * 100 + short
    if full > year:
        assert read_years(f"{year}–{short:02}") == (year, full)


@given(st.integers(1, 999))
def test_years_before_the_common_era_mirror_those_after(year: int) -> None:
    assert read_years(f"{year} BCE") == read_years(f"-{year}") == (-year, -year)
    assert read_years(f"{year} av. J.-C.") == (-year, -year)
    assert read_years(f"{year} CE") == (year, year)


@given(st.integers(1, 40), st.booleans())
def test_a_century_has_a_hundred_years_and_its_parts_share_them_out(n: int, bce: bool) -> None:
    years = century(n, bce=bce)
    assert shift(years[0], 99) == years[1]
    thirds = [part_of(years, at / 3, (at + 1) / 3) for at in range(3)]
    assert thirds[0][0] == years[0] and thirds[-1][1] == years[1]
    assert all(shift(one[1], 1) == two[0] for one, two in pairwise(thirds))


def test_the_republican_calendar() -> None:
    assert republican(1) == (1792, 1793)
    assert republican(2, month=10) == (1794, 1794)  # 9 Thermidor
    assert republican(8, month=1) == (1799, 1799)  # 18 Brumaire
    assert republican(15) is None


def test_the_muslim_calendar() -> None:
    assert hijri(1) == (622, 623)
    assert hijri(905) == (1499, 1500)
    assert hijri(1400) == (1979, 1980)


@given(st.text(alphabet="ivxlcdm", max_size=8))
def test_roman_numerals_are_read_when_well_written(text: str) -> None:
    assert 0 <= roman(text) < 4000
    assert roman("iiii") == roman("vx") == roman("") == 0
    assert roman("mdcclxxxix") == 1789


@given(st.text(alphabet=string.printable, min_size=201))
def test_long_texts_are_not_dates(text: str) -> None:
    assert read_years("1850" + text) is None
