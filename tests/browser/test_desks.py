"""What one visitor leaves in a browser, the next one who is given it does not find."""

from browser.conftest import HERE

PLAN = f"{HERE}/plan/"
LEFT = """async () => {
  localStorage.setItem("left", "here");
  sessionStorage.setItem("left", "here");
  document.cookie = "left=here; path=/";
  await caches.open("left");
  await new Promise((done) => { indexedDB.open("left", 1).onsuccess = done; });
}"""
FOUND = """async () => ({
  local: localStorage.length, session: sessionStorage.getItem('left'), cookie: document.cookie.includes("left"),
  caches: await caches.keys(), stores: (await indexedDB.databases()).length, script: "left" in window,
  width: innerWidth, dark: matchMedia("(prefers-color-scheme: dark)").matches, online: navigator.onLine,
  asked: (await navigator.permissions.query({ name: "geolocation" })).state,
})"""
NOTHING = {
    "local": 0,
    "session": None,
    "cookie": False,
    "caches": [],
    "stores": 0,
    "script": False,
    "width": 1440,
    "dark": False,
    "online": True,
    "asked": "prompt",
}


def test_nothing_is_left_for_the_next_visitor(come):
    visitor = come(size={"width": 500, "height": 500}, theme="dark")
    page, context = visitor.page, visitor.page.context
    page.add_init_script("window.left = true")
    page.goto(visitor.site.url(PLAN))
    page.evaluate(LEFT)
    page.evaluate("window.onpagehide = () => localStorage.setItem('later', 'here')")
    context.grant_permissions(["geolocation"])
    context.route("**/*", lambda route: route.abort())
    context.new_page()
    context.set_offline(True)
    assert page.evaluate(FOUND) != NOTHING
    visitor.leave()
    after = come("lecture")
    assert after.page.context is context
    after.open(PLAN)
    assert after.page.evaluate(FOUND) == NOTHING
    assert len(context.pages) == 2


def test_the_next_visitor_is_somebody_else(come):
    first = come()
    first.open(PLAN)
    first.leave()
    nobody = come(role="")
    nobody.open(PLAN)
    assert "/compte/connexion/" in nobody.page.url


def test_two_visitors_at_once_have_a_browser_each(come):
    first, second, without = come(), come(), come(javascript=False)
    assert len({id(one.page.context) for one in (first, second, without)}) == 3
