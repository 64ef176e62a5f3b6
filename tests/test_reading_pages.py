"""An HTML page to its article: the visible words of the story, and nothing that the page does not show."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.reading.feeds import feed_of
from dragoman.reading.pages import article_of

PAGE = """<!DOCTYPE html><html><head><title>Embassy reopens | The Gulf Courier</title>
<meta property="og:site_name" content="The Gulf Courier"><meta property="og:title" content="Embassy reopens in Riyadh">
<meta property="article:published_time" content="2023-06-06T23:30:00-05:00">
<link rel="canonical" href="https://courier.example/2023/06/06/embassy"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Embassy reopens in Riyadh</h1>
<p>Iran reopened its embassy in the Saudi capital on Tuesday, seven years after ties were cut, <b>state</b> media&nbsp;said.</p>
<div style="display:none">These words are hidden by a style.</div><p hidden>These words are hidden by an attribute.</p>
<p>Officials of both sides attended.<br>The flag was raised at 6 p.m. local time.</p>
<h2>What they agreed</h2><ul><li>Exchange of ambassadors within two months</li><li>Flights between the capitals</li></ul>
<blockquote><p>“This is a new page,” the deputy minister said.</p></blockquote>
<p>Vis\u200bible wo\u00adrds, e\u0301 as typed, and a \u202eturned\u202c one, with \u0645\u06cc\u200c\u0631\u0648\u062f in Persian.</p></article>
<aside><h3>Most read</h3><ul><li>Another story about football results</li></ul></aside>
<footer>Copyright The Gulf Courier. All rights reserved.</footer></body></html>"""

TEXT = """Iran reopened its embassy in the Saudi capital on Tuesday, seven years after ties were cut, state media said.

Officials of both sides attended.
The flag was raised at 6 p.m. local time.

What they agreed

Exchange of ambassadors within two months

Flights between the capitals

“This is a new page,” the deputy minister said.

Visible words, e\u0301 as typed, and a turned one, with \u0645\u06cc\u200c\u0631\u0648\u062f in Persian."""


def test_article_is_the_story_without_what_stands_around_it():
    assert article_of(PAGE, depth=5000).text == TEXT


def test_page_says_its_title_day_outlet_and_address():
    found = article_of(PAGE, depth=5000)

    assert (found.title, found.published, found.outlet, found.url) == (
        "Embassy reopens in Riyadh",
        "2023-06-06",
        "The Gulf Courier",
        "https://courier.example/2023/06/06/embassy",
    )


def test_page_without_a_stated_day_has_none():
    """The extractor's library would else guess a day from the text or the copyright line."""
    page = "<html><head><title>T</title></head><body><article><p>It happened on 3 May 2011 in the town, they said.</p></article><footer>© 2019</footer></body></html>"

    assert article_of(page, depth=5000).published is None


@pytest.mark.parametrize("fast", [False, True])
@settings(max_examples=40, deadline=None)
@given(
    words=st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="<>&\x00\r"), min_size=1, max_size=40),
        min_size=1,
        max_size=6,
    )
)
def test_extraction_adds_no_character_that_the_page_does_not_hold(fast, words):
    deep = 260 if fast else 0
    page = "<html><head><title>T</title></head><body><article>" + "<div>" * deep
    page += "".join(
        f"<p>{w} said the minister of the country in a long statement on Tuesday</p>" for w in words
    )

    found = article_of(page + "</div>" * deep + "</article></body></html>", depth=5000).text

    assert set(found) <= set(page) | set(" \n")


def test_feed_items_have_their_longest_body_as_plain_text():
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><id>urn:1</id><title type="html">T &amp;amp; U</title>
    <link rel="self" href="https://x.example/self"/><link href="https://x.example/1"/><updated>2023-06-07T00:00:00Z</updated>
    <published>2023-06-06T23:00:00Z</published><summary>Short.</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hello <b>you</b>.</p><p>Bye.</p></div></content></entry></feed>"""
    (item,) = feed_of(atom).items

    assert (item.text, item.title, item.published, item.url) == (
        "Hello you.\n\nBye.",
        "T & U",
        "2023-06-06T23:00:00Z",
        "https://x.example/1",
    )
