"""What was talked about, marked at the hatch by one press each."""

from django.test import Client as Browser

from casework.contacts.models import ContactTopic, Topic
from tests.casework.contacts.conftest import HTMX, Night, put


def press(browser: Browser, night: Night, line: object, **typed: str) -> str:
    answer = browser.post(night.url("topic", line), typed, headers=HTMX)  # type: ignore[arg-type]  # a line
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_press_marks_it_and_another_takes_it_back(night: Night, volunteer: Browser) -> None:
    line, topic = put(volunteer, night), Topic.objects.create(agency=night.world.charity, name="A warm coat")
    assert "A warm coat" in volunteer.get(night.url("line", line)).content.decode()
    pages = [press(volunteer, night, line, talked=str(topic.uid)) for _time in range(2)]  # sent twice, it is the same
    assert all('aria-pressed="true"' in page and "<html" not in page for page in pages)
    assert ContactTopic.objects.get(contact=line).talked
    assert "A warm coat: talked about" in pages[1]
    assert "A warm coat: not talked about" in press(volunteer, night, line, **{"not": str(topic.uid)})
    assert not ContactTopic.objects.get(contact=line).talked


def test_without_script_it_leads_back_to_the_line(night: Night, volunteer: Browser) -> None:
    line, topic = put(volunteer, night), Topic.objects.create(agency=night.world.charity, name="A warm coat")
    answer = volunteer.post(night.url("topic", line), {"talked": str(topic.uid)})
    assert answer.headers["Location"] == night.url("line", line)


def test_only_what_is_on_the_agencys_own_list(night: Night, volunteer: Browser) -> None:
    line, theirs = put(volunteer, night), Topic.objects.create(agency=night.world.drugs, name="Theirs")
    for typed in ({"talked": str(theirs.uid)}, {"talked": "x"}, {}):
        assert volunteer.post(night.url("topic", line), typed).status_code == 404
    assert not ContactTopic.objects.exists()


def test_a_closed_register_takes_none(night: Night, keyworker: Browser) -> None:
    line, topic = put(keyworker, night), Topic.objects.create(agency=night.world.charity, name="A warm coat")
    keyworker.post(night.url("close"), {})
    answer = keyworker.post(night.url("topic", line), {"talked": str(topic.uid)}, follow=True)
    assert "closed" in answer.content.decode()
    assert not ContactTopic.objects.exists()
