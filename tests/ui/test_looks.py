from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    from ui.looks import look_again

    look_again(lambda: st.caption("looked"), 0.5)
    st.session_state["known"] = set(get_script_run_ctx().fragment_storage._fragments)


def test_a_look_that_comes_late_is_of_no_part_of_the_page_as_it_was_drawn_since() -> None:
    test = AppTest.from_function(page).run()
    before = test.session_state["known"]
    after = test.run().session_state["known"]
    assert before
    assert after - before
