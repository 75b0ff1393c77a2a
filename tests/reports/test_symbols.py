"""The shorthand of published tables, and its legend."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.symbols import Symbol, legend


class TestLegend:
    def test_explains_what_is_used_once_and_in_order(self) -> None:
        used = [Symbol.REVISED, Symbol.CONFIDENTIAL, Symbol.REVISED]

        assert [symbol for symbol, _ in legend(used)] == ["[c]", "[r]"]

    @pytest.mark.parametrize("symbol", Symbol)
    def test_has_words_for_every_symbol(self, symbol: Symbol) -> None:
        assert legend([symbol]) == ((symbol.value, symbol.meaning),)
        assert symbol.meaning

    @given(st.lists(st.sampled_from(Symbol)))
    def test_is_as_long_as_what_is_used(self, used: list[Symbol]) -> None:
        assert {symbol for symbol, _ in legend(used)} == {symbol.value for symbol in used}
