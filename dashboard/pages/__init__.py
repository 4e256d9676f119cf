"""One module a page, in the order of the navigation: ADDRESS, TITLE, SIGN (an icon) and GROUP, `layout(request)`, and
`connect(app, request_of)` where it answers clicks. None knows another.
"""

from types import ModuleType

from dashboard.pages import overview, quotas, reports, runs, sources, staffing, waiting

PAGES: dict[str, ModuleType] = {
    page.ADDRESS: page for page in (overview, waiting, staffing, quotas, reports, sources, runs)
}
