"""A visitor with no plan, whom chance leads through the map: the soak test's legs and hands."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

from playwright.sync_api import Error as BrowserError

from benchmarks.unwatched import Unwatched

_WORDS = ("horse", "cheval", "gold", "portrait", "vase", "a", "rouge", "letter", "1880", "zzzz")

# A place where a picture hangs, or null; chance comes from the one who asks.
_PICTURE = """(chances) => {
  const { stage } = map.visit;
  const { width, height } = map.visit.canvas.getBoundingClientRect();
  for (const [x, y] of chances) {
    if (stage.at(x * width, y * height, 3) >= 0) return [x * width, y * height];
  }
  return null;
}"""

# Everything as on the first day: nothing open, nothing sought, the whole of the first layout. The
# list, the results and the filters keep what they last showed: each is made to show the same, and
# waited for, however slow the machine is.
_REST = """async () => {
  const { visit } = map;
  const nothing = { filter: "", q: "", like: "" };
  const parts = [visit.list.element, visit.seeking.results.element, visit.seeking.facets.element];
  const size = () => parts.map((part) => part.querySelectorAll("*").length).join();
  const settled = async () => {
    let [before, calm] = ["", 0];
    for (let turn = 0; turn < 60 && calm < 6; turn += 1) {
      await new Promise((done) => setTimeout(done, 200));
      const { request, unsettled, sheets } = visit.stage;
      const now = size();
      calm = request || unsettled || sheets.busy || now !== before ? 0 : calm + 1;
      before = now;
    }
  };
  if (document.documentElement.dataset.scheme !== "dark") cimaiseScheme.toggle();
  visit.seeking.restore(nothing);
  for (let turn = 0; turn < 4; turn += 1) visit.close();
  visit.seeking.fold();
  const { layouts } = visit.stage.summary;
  visit.controls.switcher.buttons.get(layouts[0].name).click();
  await settled();
  visit.stage.showAll();
  await settled();
  if (!visit.list.open) visit.controls.list.click();
  await settled();
  visit.controls.list.click();
  visit.seeking.restore({ ...nothing, q: "a" });
  await settled();
  visit.seeking.restore(nothing);
  visit.seeking.toggleFilters();
  await settled();
  visit.seeking.toggleFilters();
  visit.seeking.fold();
  visit.stage.showAll();
  await settled();
}"""


class Visitor:
    """Does one thing after the other, as ``seed`` has it."""

    def __init__(self, page: Unwatched, *, seed: int) -> None:
        self.page = page
        self.chance = random.Random(seed)
        self.acted = 0
        self.done: Counter[str] = Counter()
        self.failed: Counter[str] = Counter()
        self.language = "en"
        self.size = page.viewport_size
        self._actions: dict[str, tuple[int, Callable[[], None]]] = {
            "wheel": (8, self._wheel),
            "drag": (8, self._drag),
            "pinch": (4, self._pinch),
            "keys": (3, self._keys),
            "layout": (4, self._layout),
            "picture": (8, self._picture),
            "neighbour": (3, self._neighbour),
            "search": (3, self._search),
            "filter": (3, self._filter),
            "list": (1, self._list),
            "light": (1, self._light),
            "language": (1, self._speak),
            "whole": (2, lambda: self.page.evaluate("map.visit.stage.showAll()")),
            "close": (4, lambda: self.page.press("Escape")),
        }

    def act(self) -> None:
        """Do one thing, if it can be done here."""
        weights = [weight for weight, _ in self._actions.values()]
        name = self.chance.choices(list(self._actions), weights)[0]
        self.acted += 1
        try:
            self._actions[name][1]()
        except BrowserError:
            self.failed[name] += 1
        else:
            self.done[name] += 1
        self.page.wait_for_timeout(self.chance.choice((60, 200, 500)))

    def rest(self) -> None:
        """Put everything back as it was at first."""
        if self.language != "en":
            self._say("en")
        self.page.mouse.move(2, self.size["height"] / 2)
        self.page.evaluate(_REST)

    def report(self) -> list[list[str]]:
        """How often each thing was done, and could not be."""
        return [[name, str(self.done[name]), str(self.failed[name])] for name in self._actions]

    def _somewhere(self) -> tuple[float, float]:
        """A point of the map's inner part."""
        across, down = self.chance.uniform(0.2, 0.8), self.chance.uniform(0.2, 0.8)
        return across * self.size["width"], down * self.size["height"]

    def _wheel(self) -> None:
        self.page.mouse.move(*self._somewhere())
        way = self.chance.choice((-160, -120, 120))
        for _ in range(self.chance.randint(3, 24)):
            self.page.mouse.wheel(0, way)
            self.page.wait_for_timeout(30)

    def _drag(self) -> None:
        x, y = self._somewhere()
        dx, dy = self.chance.uniform(-22, 22), self.chance.uniform(-14, 14)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        for step in range(1, self.chance.randint(8, 24)):
            self.page.mouse.move(x + dx * step, y + dy * step)
            self.page.wait_for_timeout(16)
        self.page.mouse.up()

    def _pinch(self) -> None:
        x, y = self._somewhere()
        pinch = {"x": x, "y": y, "relativeSpeed": 800, "gestureSourceType": "touch"}
        factor = self.chance.choice((0.3, 0.6, 1.8, 3.0))
        self.page.send("Input.synthesizePinchGesture", {**pinch, "scaleFactor": factor})

    def _keys(self) -> None:
        self.page.evaluate("map.visit.canvas.focus()")
        for _ in range(self.chance.randint(1, 6)):
            self.page.press(self.chance.choice(("ArrowLeft", "ArrowUp", "+", "-")))
            self.page.wait_for_timeout(60)

    def _layout(self) -> None:
        number = self.chance.randrange(1000)
        self.page.evaluate(
            """(number) => {
              const all = [...map.visit.controls.switcher.buttons.values()];
              all[number % all.length].click();
            }""",
            number,
        )
        self.page.wait_for_timeout(900)

    def _picture(self) -> None:
        chances = [[self.chance.random(), self.chance.random()] for _ in range(60)]
        place = self.page.evaluate(_PICTURE, chances)
        if place is None:
            raise BrowserError("there is no picture here")
        self.page.mouse.click(*place)
        self.page.wait_for_timeout(900)

    def _neighbour(self) -> None:
        self.page.click(".panel .strip button", self.chance.randrange(6))
        self.page.wait_for_timeout(700)

    def _search(self) -> None:
        self.page.fill("[role=combobox]", self.chance.choice(_WORDS))
        self.page.press("Enter")
        self.page.wait_for_timeout(900)
        if self.chance.random() < 0.5:
            self.page.click(".results .entries button", self.chance.randrange(4))

    def _filter(self) -> None:
        self.page.click(".filter-toggle")
        self.page.wait_for_timeout(600)
        self.page.click(".facets .choice, .facets .swatch", self.chance.randrange(10))
        self.page.wait_for_timeout(600)

    def _list(self) -> None:
        self.page.evaluate("map.visit.controls.list.click()")
        self.page.wait_for_timeout(500)

    def _light(self) -> None:
        self.page.evaluate("void cimaiseScheme.toggle()")

    def _speak(self) -> None:
        self._say("fr" if self.language == "en" else "en")

    def _say(self, language: str) -> None:
        self.language = language
        self.page.evaluate("(lang) => speak(lang)", language)
        self.page.wait_for("map.visit.stage !== null")
