"""Every address of the application, and what each kind of person gets there: the expected table.

A line is: method, rule, path to ask for, what is sent, and the statuses in the order of
``tests.promises.office.WHO``. One status alone is everybody's. What is sent to change something is
right in form and refused for its content (422), so that asking changes nothing. A new address fails
``tests/test_access.py`` until it stands here.
"""

import re
from dataclasses import dataclass

from tests.promises.office import WHO

LANG = "/<lang>"

_TABLE = """
GET    /                             /                          -       200
GET    /.well-known/intake/desk      /.well-known/intake/desk   -       200
GET    /.well-known/intake/hour      /.well-known/intake/hour   -       200
GET    /.well-known/intake/pages     /.well-known/intake/pages  -       200
GET    /health                       /health                    -       200
GET    /static/<name>                /static/{asset}            -       200
GET    LANG/                         /en/                       -       200
GET    LANG/help                     /zh-Hans/help              -       200
GET    LANG/check                    /en/check                  -       200
GET    LANG/access                   /en/access                 -       200
GET    LANG/exit                     /en/exit                   -       200
GET    LANG/form                     /en/form                   -       200
GET    LANG/plain                    /zh-Hans/plain             -       200
GET    LANG/plain/other              /en/plain/other            -       200
GET    LANG/box                      /en/box                    -       200
GET    LANG/box/plain                /en/box/plain              -       200
POST   LANG/form                     /en/form                   json    400
POST   LANG/form                     /en/form                   words   400
POST   LANG/plain                    /en/plain                  json    400
POST   LANG/box                      /en/box                    words   400
POST   LANG/box/plain                /en/box/plain              plain   404
POST   LANG/box/open                 /en/box/open               token   200
POST   LANG/box/message              /en/box/message            json    400
GET    /sign-in                      /sign-in                   -       200
GET    /sign-in/<lang>               /sign-in/fr                -       200
POST   /sign-in/start                /sign-in/start             name    200
POST   /sign-in                      /sign-in                   json    422
GET    /enrol                        /enrol                     -       200
GET    /enrol/<lang>                 /enrol/fr                  -       200
POST   /enrol/start                  /enrol/start               invite  404
POST   /enrol                        /enrol                     json    422
GET    /session/half                 /session/half              -       200 200 200 200 200 200 401
GET    /session/language             /session/language          -       200 200 200 200 200 200 401
POST   /session/language             /session/language          json    422 422 422 422 422 422 401
POST   /sign-out                     /sign-out                  json    204 204 204 204 204 204 401
GET    /waiting                      /waiting                   -       200 200 200 200 403 403 401
GET    /roster                       /roster                    -       200 200 200 200 403 403 401
PUT    /vault                        /vault                     json    422 422 422 422 403 403 401
GET    /desk/                        /desk/                     -       200 200 200 200 403 403 401
GET    /desk/overview                /desk/overview             -       403 403 403 200 403 403 401
GET    /desk/overview/data           /desk/overview/data        -       403 403 403 200 403 403 401
GET    /desk/rows                    /desk/rows                 -       200 200 200 200 403 403 401
POST   /desk/summaries               /desk/summaries            cases   200 200 200 200 403 403 401
GET    /desk/mark                    /desk/mark                 -       200 200 200 200 403 403 401
POST   /desk/summaries               /desk/summaries            json    422 422 422 422 403 403 401
GET    /desk/cards                   /desk/cards                -       200 200 200 200 403 403 401
PUT    /desk/cards/<month>           /desk/cards/2026-10        json    422 422 422 422 403 403 401
PUT    /desk/<case_id>/draft         /desk/{waiting}/draft      json    422 422 422 422 403 403 401
DELETE /desk/<case_id>/draft         /desk/{waiting}/draft      json    204 204 204 204 403 403 401
POST   /desk/away                    /desk/away                 away    422 422 422 422 403 403 401
GET    /desk/inquiries               /desk/inquiries            -       200 200 200 200 403 403 401
POST   /desk/inquiries/answer        /desk/inquiries/answer     json    422 422 422 422 403 403 401
GET    /desk/exports                 /desk/exports              -       200 200 200 200 403 403 401
POST   /desk/exports/agree           /desk/exports/agree        json    422 422 422 422 403 403 401
GET    /desk/notices                 /desk/notices              -       200 200 200 200 403 403 401
GET    /desk/notices/data            /desk/notices/data         -       200 200 200 200 403 403 401
PUT    /desk/notices                 /desk/notices              json    422 422 422 422 403 403 401
DELETE /desk/notices                 /desk/notices              json    404 404 404 404 403 403 401
GET    /desk/<case_id>               /desk/{waiting}            -       200 200 200 200 403 403 401
POST   /desk/<case_id>/open          /desk/{waiting}/open       purpose 200 404 404 404 403 403 401
POST   /desk/<case_id>/open          /desk/{taken}/open         purpose 200 404 404 404 403 403 401
POST   /desk/<case_id>/open          /desk/{taken}/open         json    422 422 422 422 403 403 401
POST   /desk/<case_id>/unreadable    /desk/{waiting}/unreadable reason  422 404 404 404 403 403 401
POST   /desk/<case_id>/take          /desk/{waiting}/take       taking  422 404 404 404 403 403 401
POST   /desk/<case_id>/take          /desk/{taken}/take         taking  409 404 404 404 403 403 401
POST   /desk/<case_id>/confirm       /desk/{waiting}/confirm    hashes  404 404 404 404 403 403 401
POST   /desk/<case_id>/confirm       /desk/{taken}/confirm      hashes  422 404 404 404 403 403 401
POST   /desk/<case_id>/desk-key      /desk/{taken}/desk-key     desk    422 404 404 404 403 403 401
POST   /desk/<case_id>/handover      /desk/{taken}/handover     offer   422 404 404 404 403 403 401
POST   /desk/<case_id>/grant         /desk/{waiting}/grant      grant   404 404 404 404 403 403 401
POST   /desk/<case_id>/grant         /desk/{taken}/grant        grant   404 404 404 404 403 403 401
POST   /desk/<case_id>/message       /desk/{waiting}/message    message 404 404 404 404 403 403 401
POST   /desk/<case_id>/message       /desk/{taken}/message      message 422 404 404 404 403 403 401
POST   /desk/<case_id>/status        /desk/{waiting}/status     status  422 404 404 404 403 403 401
POST   /desk/<case_id>/status        /desk/{taken}/status       status  422 404 404 404 403 403 401
POST   /desk/<case_id>/close         /desk/{waiting}/close      framed  404 404 404 404 403 403 401
POST   /desk/<case_id>/close         /desk/{taken}/close        framed  422 404 404 404 403 403 401
POST   /desk/<case_id>/reopen        /desk/{waiting}/reopen     framed  404 404 404 404 403 403 401
POST   /desk/<case_id>/reopen        /desk/{taken}/reopen       framed  422 404 404 404 403 403 401
POST   /desk/<case_id>/pause         /desk/{waiting}/pause      framed  404 404 404 404 403 403 401
POST   /desk/<case_id>/pause         /desk/{taken}/pause        framed  422 404 404 404 403 403 401
POST   /desk/<case_id>/release       /desk/{waiting}/release    framed  404 404 404 404 403 403 401
POST   /desk/<case_id>/release       /desk/{taken}/release      framed  422 404 404 404 403 403 401
POST   /desk/<case_id>/settle        /desk/{waiting}/settle     framed  404 404 404 404 403 403 401
POST   /desk/<case_id>/settle        /desk/{taken}/settle       framed  422 404 404 404 403 403 401
POST   /desk/<case_id>/note          /desk/{waiting}/note       framed  404 404 404 404 403 403 401
POST   /desk/<case_id>/note          /desk/{taken}/note         framed  422 404 404 404 403 403 401
POST   /desk/<case_id>/level         /desk/{waiting}/level      framed  422 404 404 404 403 403 401
POST   /desk/<case_id>/level         /desk/{taken}/level        framed  422 404 404 404 403 403 401
POST   /desk/<case_id>/aside         /desk/{waiting}/aside      framed  422 404 404 404 403 403 401
POST   /desk/<case_id>/aside         /desk/{taken}/aside        framed  422 404 404 404 403 403 401
POST   /desk/<case_id>/contacted     /desk/{waiting}/contacted  framed  422 404 404 404 403 403 401
POST   /desk/<case_id>/contacted     /desk/{taken}/contacted    framed  422 404 404 404 403 403 401
POST   /desk/<case_id>/exclude       /desk/{waiting}/exclude    framed  422 404 404 404 403 403 401
POST   /desk/<case_id>/exclude       /desk/{taken}/exclude      framed  422 404 404 404 403 403 401
POST   /desk/<case_id>/agree         /desk/{waiting}/agree      framed  422 404 404 404 403 403 401
POST   /desk/<case_id>/agree         /desk/{taken}/agree        framed  422 404 404 404 403 403 401
POST   /desk/<case_id>/on-it         /desk/{waiting}/on-it      json    422 404 404 404 403 403 401
POST   /desk/<case_id>/on-it         /desk/{taken}/on-it        json    422 404 404 404 403 403 401
POST   /desk/<case_id>/export        /desk/{waiting}/export     export  200 404 404 404 403 403 401
POST   /desk/<case_id>/export        /desk/{taken}/export       export  409 404 404 404 403 403 401
POST   /desk/<case_id>/export        /desk/{taken}/export       json    422 422 422 422 403 403 401
GET    /audit/                       /audit/                    -       403 403 403 403 200 403 401
GET    /audit/entries                /audit/entries             -       403 403 403 403 200 403 401
GET    /audit/case/<ref>             /audit/case/{ref}          -       403 403 403 403 200 403 401
GET    /audit/questions/             /audit/questions/          -       403 403 403 403 200 403 401
GET    /audit/questions/<asks>       /audit/questions/1         -       403 403 403 403 200 403 401
POST   /audit/review                 /audit/review              json    403 403 403 422 422 403 401
GET    /audit/<log>/<index>          /audit/access/0            -       403 403 403 403 200 403 401
GET    /audit/inquiries/             /audit/inquiries/          -       403 403 403 403 200 403 401
GET    /audit/inquiries/keys         /audit/inquiries/keys      -       403 403 403 403 200 403 401
POST   /audit/inquiries/ask          /audit/inquiries/ask       json    403 403 403 403 422 403 401
GET    /audit/names/                 /audit/names/              -       403 403 403 200 200 200 401
POST   /audit/names/ask              /audit/names/ask           json    403 403 403 403 422 403 401
POST   /audit/names/decide           /audit/names/decide        json    403 403 403 422 422 422 401
POST   /audit/names/defer            /audit/names/defer         json    403 403 403 422 422 422 401
POST   /audit/names/show             /audit/names/show          json    403 403 403 403 422 403 401
GET    /audit/statements/            /audit/statements/         -       403 403 403 200 200 403 401
POST   /audit/statements/            /audit/statements/         json    403 403 403 403 422 403 401
GET /audit/statements/<index>.statement /audit/statements/0.statement - 403 403 403 404 404 403 401
GET /audit/<log>/<index>.tlog-proof /audit/access/0.tlog-proof - 403 403 403 403 200 403 401
POST   /audit/token                  /audit/token               json    403 403 403 403 422 403 401
POST   /audit/lines                  /audit/lines               json    403 403 403 403 422 403 401
GET /log/<log>/bundles/<first> /log/access/bundles/0 - 401
GET /log/<log>/details/<name> /log/access/details/000000000.jsonl - 401
POST /log/<log>/cosigned /log/access/cosigned json 401
GET    /log/<path>                   /log/access/checkpoint     -       403 403 403 403 200 403 401
GET    /admin/                       /admin/                    -       403 403 403 403 403 200 401
POST   /admin/invite                 /admin/invite              json    403 403 403 403 403 422 401
GET    /admin/invites                /admin/invites             -       403 403 403 403 403 200 401
POST   /admin/revoke-invite          /admin/revoke-invite       json    403 403 403 403 403 422 401
POST   /admin/suspend                /admin/suspend             json    422 422 422 422 403 422 401
POST   /admin/resume                 /admin/resume              json    422 422 422 422 403 422 401
POST   /admin/disable                /admin/disable             json    403 403 403 403 403 422 401
GET    /admin/people                 /admin/people              -       200 200 200 200 403 403 401
GET    /admin/people/data            /admin/people/data         -       200 200 200 200 403 200 401
POST   /admin/people/roster          /admin/people/roster       json    422 422 422 422 403 403 401
POST   /admin/people/propose         /admin/people/propose      json    422 422 422 422 403 403 401
GET    /admin/vouching               /admin/vouching            -       200 200 200 200 200 200 401
POST   /admin/vouch                  /admin/vouch               json    422 422 422 422 422 422 401
GET    /admin/witnesses              /admin/witnesses           -       403 403 403 200 200 200 401
POST   /admin/witnesses              /admin/witnesses           json    403 403 403 422 422 422 401
POST   /admin/witnesses/agree        /admin/witnesses/agree     json    403 403 403 422 422 422 401
DELETE /admin/witnesses              /admin/witnesses           json    403 403 403 404 404 404 401
DELETE /admin/people/propose         /admin/people/propose      json    404 404 422 404 403 403 401
"""


CONVERTER = re.compile(r"<[^<>]+:(\w+)>")


def plain_rule(rule: str) -> str:
    """Return a rule as it is written for people: without what its parts may look like."""
    return CONVERTER.sub(r"<\1>", rule)


@dataclass(frozen=True)
class Route:
    """One line of the table."""

    method: str
    rule: str
    path: str
    sends: str
    statuses: dict[str, int]

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.sends}"


def _read(line: str) -> Route:
    method, rule, path, sends, *statuses = line.split()
    everybody = statuses * len(WHO) if len(statuses) == 1 else statuses
    by_who = dict(zip(WHO, map(int, everybody), strict=True))
    return Route(method, rule.replace("LANG", LANG), path, sends, by_who)


ROUTES = [_read(line) for line in _TABLE.strip().splitlines()]
