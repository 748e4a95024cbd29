"""Requests of several people at the same moment, each from a thread of its own."""

import threading

from community.kernel.db import db


def at_once(*calls):
    """Run the calls in threads of their own that start together; return what each returned."""
    db.session.commit()
    gate = threading.Barrier(len(calls))
    results = [None] * len(calls)

    def run(number, call):
        gate.wait()
        results[number] = call()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    db.session.expire_all()
    return results


def posting(app, member, address, **form):
    client = app.test_client().sign_in(member)
    # FlaskClient.open as it is: the session of the test is not the thread's business
    return lambda: super(type(client), client).open(address, method="POST", data=form).status_code
