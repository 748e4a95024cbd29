"""Reputation by a program."""


def test_where_somebody_stands_is_told_with_every_line(ledger, resolved_topic, helper, browser):
    ledger.bring_up()

    told = browser.get(f"/api/v1/people/{helper.handle}/reputation").json
    days = browser.get(f"/api/v1/people/{helper.handle}/ledger?limit=1").json

    assert told["points"] > 0
    assert sum(term["value"] for term in told["terms"]) == told["standing"]
    assert [len(day["lines"]) for day in days["days"]] == [1]
    assert days["next"]


def test_employees_stand_nowhere(browser, agent):
    codes = {browser.get(f"/api/v1/people/{agent.handle}/{what}").status_code for what in ("reputation", "ledger")}

    assert codes == {404}


def test_the_rules_are_told(browser):
    rules = browser.get("/api/v1/reputation/rules").json["rules"]

    assert {"CNF1", "RAT1"} <= {rule["rule"] for rule in rules}


def test_members_see_who_helps_most(program, browser, asker):
    assert program(asker, "GET", "reputation/influence").json == {"at": None, "people": []}
    assert browser.get("/api/v1/reputation/influence").status_code == 401
