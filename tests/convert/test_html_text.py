"""HTML of a helpdesk becomes text that reads well in a mail."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheatsheet.convert.html_text import plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<p>One</p>\n\n<p><br></p><p>&nbsp;</p><p>Two</p>", "One\n\nTwo"),
        ("<div>One</div><div>Two<br>Three<br></div><div><br></div><div>Four</div>", "One\nTwo\nThree\n\nFour"),
        ("a<br>b<br/><br />c", "a\nb\n\nc"),
        ("<p>much   \n  space <b> here </b> too</p>", "much space here too"),
        ("<h2>Title</h2>Text<hr>More", "Title\n\nText\n\nMore"),
        ("<p>Do:</p><ul><li>one</li><li>two</li></ul><p>Done</p>", "Do:\n\n- one\n- two\n\nDone"),
        ("<ol><li>one</li><li>two</li></ol>", "1. one\n2. two"),
        ("<ol start='3'><li>c<li>d</ol>", "3. c\n4. d"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ul><li><p>a</p><p>more</p></li><li><p>b</p></li></ul>", "- a\n  more\n- b"),
        ("<blockquote><p>You said</p></blockquote><p>Yes</p>", "> You said\n\nYes"),
        ("<table><tr><th>Size</th><th>Price</th></tr><tr><td>M</td><td>4</td></tr></table>", "Size | Price\nM | 4"),
        ("<p>See <a href='https://a.example/x'>our page</a>.</p>", "See our page (https://a.example/x)."),
        (
            "<p><a href='https://a.example/'>a.example</a> <a href='mailto:b@a.example'>b@a.example</a></p>",
            "a.example b@a.example",
        ),
        ("<p><a href='mailto:b@a.example?subject=x'>write</a> <a href='#top'>up</a></p>", "write (b@a.example) up"),
        ("<p><a href='https://a.example/x'><img src='b.png'></a></p>", "https://a.example/x"),
        ("<p>AT&amp;T &lt;b&gt; &euro;5 &#8364;</p>", "AT&T <b> €5 €"),
        ("<style>p {}</style><script>var a = '<p>x</p>';</script><head><title>T</title></head><p>Hi</p>", "Hi"),
        ("<head><meta charset='x'><body><p>Hi</body>", "Hi"),
        ("<p>Hi<!-- a <b> comment --> you</p>", "Hi you"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("Hi <b>you</b>,\n\nall is well", "Hi you,\n\nall is well"),
        (
            "<p>{{<span style='x'>ticket</span>.id}} {{ a | default: &quot;b&quot; }} {{&nbsp;c&nbsp;}}</p>",
            '{{ticket.id}} {{ a | default: "b" }} {{ c }}',
        ),
        ("<p>Hi <name>, your <Order Number></p>", "Hi <name>, your <Order Number>"),
        ("<p>one\u200b<o:p></o:p></p>", "one"),
    ],
)
def test_html_reads_as_a_mail(html: str, text: str) -> None:
    assert plain_text(html).text == text


@pytest.mark.parametrize(
    "text", ["a < b and c > d", "if x<y then", "Hi <name>,\n\n  bye  ", "5 <3", "1 & 2", "", "<>"]
)
def test_text_that_only_looks_like_html_stays(text: str) -> None:
    assert plain_text(text) == (text, ())


def test_what_a_text_cannot_hold_is_told() -> None:
    html = "<p>a<img src=x><img src=y alt='A photo'><img alt='🙂'><iframe></iframe><s>old</s></p>"
    plain = plain_text(html)
    assert plain.text == "a🙂old"
    assert plain.losses == ("2 images", "1 embedded page", "1 struck-out text")


@pytest.mark.parametrize(
    "part", ["<!--", "<a ", "<p><a href='", "</", "<", "<ul><li>", "<blockquote>x", "<![x", "<p <", "&", "<span '"]
)
def test_broken_html_takes_no_long_time(part: str) -> None:
    started = time.process_time()
    plain_text("<p>" + part * 20_000)
    assert time.process_time() - started < 2


MARKUP = (
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<",
            ">",
            "<b>",
            "<a href='x'>",
            "</a>",
            "<!--",
            "-->",
            "<![",
            "<ul>",
            "<li>",
            "</ul>",
            "<ol start=a>",
        ]
    )
    | st.sampled_from(
        [
            "</li>",
            "<style>",
            "</style>",
            "<script>",
            "&#x110000;",
            "&#0;",
            "<br/>",
            "<pre>",
            "</pre>",
            "<blockquote>",
            "<td>",
        ]
    )
    | st.sampled_from(
        [
            "</blockquote>",
            "<tr>",
            "<?",
            "<!doctype",
            "<head>",
            "<body>",
            "<title>",
            "\x00",
            "\n",
            "<name>",
            "<img alt=''>",
        ]
    )
)


@given(st.lists(MARKUP | st.text(max_size=4), max_size=20).map("".join))
def test_no_html_makes_it_fail_or_leaves_two_empty_lines(html: str) -> None:
    text = plain_text(f"<p>{html}").text
    assert "\n\n\n" not in text


@given(st.lists(st.text("abc", min_size=1, max_size=5), min_size=1, max_size=8))
def test_every_word_is_kept(words: list[str]) -> None:
    html = "".join(f"<div><li>{word}</div><td>" for word in words)
    assert plain_text(html).text.replace("- ", "").replace("|", "").split() == words
