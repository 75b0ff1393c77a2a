"""What a record says survives storage, and two versions differ in exactly what was changed."""

import json

from hypothesis import given
from hypothesis import strategies as st

from records.content import Difference, Entry, differences, from_json, sections, to_json

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)
words = st.text(max_size=8)
keys = st.sampled_from(["place", "crew", "note", "start", "end"])
entries = st.builds(
    Entry,
    key=keys,
    label=words,
    shown=st.lists(words, max_size=2).map(tuple),
    value=values,
    section=words,
    material=st.booleans(),
)
contents = st.lists(entries, unique_by=lambda entry: entry.key, max_size=5).map(tuple)

PLACE = Entry("place", "Place", ("High Street",), "high-street", "Patrol", material=True)
NOTE = Entry("note", "Note", ("Quiet.",), "Quiet.", "Patrol")


class TestToJson:
    @given(contents)
    def test_is_read_back_as_it_was_written(self, content: tuple[Entry, ...]) -> None:
        assert from_json(json.loads(json.dumps(to_json(content)))) == content


class TestDifferences:
    @given(contents)
    def test_finds_none_between_a_content_and_itself(self, content: tuple[Entry, ...]) -> None:
        assert differences(content, content) == ()

    @given(contents, contents)
    def test_names_each_key_once(self, before: tuple[Entry, ...], now: tuple[Entry, ...]) -> None:
        changed = [difference.key for difference in differences(before, now)]

        assert len(changed) == len(set(changed))

    @given(contents, contents)
    def test_names_exactly_the_keys_whose_values_differ(
        self, before: tuple[Entry, ...], now: tuple[Entry, ...]
    ) -> None:
        old = {entry.key: [entry.value] for entry in before}
        new = {entry.key: [entry.value] for entry in now}
        changed = {difference.key for difference in differences(before, now)}

        assert changed == {key for key in old | new if old.get(key) != new.get(key)}

    @given(contents, contents)
    def test_is_its_own_opposite(self, before: tuple[Entry, ...], now: tuple[Entry, ...]) -> None:
        there = {(change.key, change.before, change.now) for change in differences(before, now)}
        back = {(change.key, change.now, change.before) for change in differences(now, before)}

        assert there == back

    def test_shows_both_sides_as_they_were_printed(self) -> None:
        moved = Entry("place", "Place", ("Pier",), "pier", "Patrol", material=True)

        assert differences([PLACE], [moved]) == (
            Difference("place", "Place", ("High Street",), ("Pier",), material=True),
        )

    def test_is_blind_to_a_change_of_wording_alone(self) -> None:
        relabelled = Entry("place", "Where", ("High St",), "high-street", "Patrol", material=True)

        assert differences([PLACE], [relabelled]) == ()

    def test_leaves_the_side_empty_that_lacked_the_field(self) -> None:
        assert differences([PLACE], [PLACE, NOTE])[0].before == ()
        assert differences([PLACE, NOTE], [PLACE])[0].now == ()

    def test_follows_the_newer_version_and_then_what_went(self) -> None:
        went = Entry("end", "End", ("02:00",), "02:00", "Patrol")
        moved = Entry("place", "Place", ("Pier",), "pier", "Patrol", material=True)

        assert [change.key for change in differences([went, PLACE], [NOTE, moved])] == [
            "note",
            "place",
            "end",
        ]


class TestSections:
    @given(contents)
    def test_keeps_every_entry_once(self, content: tuple[Entry, ...]) -> None:
        grouped = [entry for _, under in sections(content) for entry in under]

        assert sorted(grouped, key=lambda entry: entry.key) == sorted(
            content, key=lambda entry: entry.key
        )

    def test_follows_the_order_in_which_headings_first_appear(self) -> None:
        crew = Entry("crew", "Crew", (), [], "People")

        assert sections([PLACE, crew, NOTE]) == [("Patrol", [PLACE, NOTE]), ("People", [crew])]
