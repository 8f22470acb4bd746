"""The desk's addresses: random ids and constant words, nothing else."""

from django.urls import URLPattern, path, register_converter

from evenhand.doors.desk import (
    account_views,
    anew,
    calendar_views,
    case_views,
    file_views,
    handover,
    look_views,
    newcomer_views,
    peer_views,
    rehearsal_views,
    sign_views,
    speak_views,
    views,
)

app_name = "desk"


class Random:
    """A random id of 128 bits, in hex."""

    regex = "[0-9a-f]{32}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


class Word(Random):
    """A word of a closed list: an act, a room, what an act is about."""

    regex = "[a-z0-9.-]{1,64}"


class Secret(Random):
    """The secret of a calendar's address: 160 bits, in hex."""

    regex = "[0-9a-f]{40}"


register_converter(Random, "random")
register_converter(Secret, "secret")
register_converter(Word, "word")

urlpatterns: list[URLPattern] = [
    path("", views.desk, name="list"),
    path("page/<int:number>/", views.desk, name="list-page"),
    path("closed/", views.closed, name="closed"),
    path("closed/<random:after>/", views.closed, name="closed-after"),
    path("file-report/", views.file_report, name="file-report"),
    path("case/<random:number>/", case_views.case, name="case"),
    path("case/<random:number>/earlier/<int:before>/", case_views.earlier, name="earlier"),
    path("case/<random:number>/open/<word:room>/", case_views.open_room, name="open"),
    path("case/<random:number>/identity/", case_views.identity, name="identity"),
    path("case/<random:number>/came-back/<random:entry>/", case_views.came_back, name="came-back"),
    path("case/<random:number>/file/<random:file>/", file_views.file, name="file"),
    path("case/<random:number>/file/<random:file>/part/<int:part>/", file_views.file, name="file-part"),
    path("case/<random:number>/file/<random:file>/copy/", file_views.copy, name="file-copy"),
    path("case/<random:number>/file/<random:file>/words/", file_views.words, name="file-words"),
    path("case/<random:number>/file/<random:file>/original/", file_views.original, name="file-original"),
    path("case/<random:number>/<word:act>/", case_views.act, name="act"),
    path("case/<random:number>/<word:act>/<word:about>/", case_views.act, name="act-about"),
    path("look/<random:number>/", look_views.look, name="look"),
    path("look/<random:number>/file/<random:file>/", look_views.file, name="look-file"),
    path("look/<random:number>/file/<random:file>/part/<int:part>/", look_views.file, name="look-file-part"),
    path("look/<random:number>/file/<random:file>/copy/", look_views.copy, name="look-file-copy"),
    path("look/<random:number>/file/<random:file>/original/", look_views.original, name="look-file-original"),
    path("newcomers/", newcomer_views.newcomers, name="newcomers"),
    path("peers/", peer_views.peers_keys, name="peers"),
    path("speak/", speak_views.speak, name="speak"),
    path("speak/<random:text>/", speak_views.text, name="speak-text"),
    path("speak/said/<random:said>/", speak_views.said, name="speak-said"),
    path("sign-in/", sign_views.sign_in, name="sign-in"),
    path("sign-out/", sign_views.sign_out, name="sign-out"),
    path("recover/", sign_views.recover, name="recover"),
    path("enrol/confirm/", account_views.enrol_confirm, name="enrol-confirm"),
    path("enrol/<str:token>/", account_views.enrol, name="enrol"),
    path("tests/", rehearsal_views.tests, name="tests"),
    path("tests/<word:what>/", rehearsal_views.confirm, name="confirm-test"),
    path("account/", account_views.account, name="account"),
    path("account/calendar/", calendar_views.calendar, name="calendar"),
    path("calendar/<secret:secret>.ics", calendar_views.feed, name="calendar-feed"),
    path("account/handover/", handover.handover, name="handover"),
    path("account/away/", account_views.away, name="away"),
    path("account/passphrase/", account_views.passphrase, name="passphrase"),
    path("account/new-keys/", anew.throw_away, name="throw-away"),
    path("account/sessions/", account_views.end_session, name="end-session"),
]
