"""espanso's match files come in without anything being run, and ours come back."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cheatsheet.convert.espanso import read, recognises, written
from cheatsheet.convert.item import Item, Source
from cheatsheet.convert.live import wrong_template
from cheatsheet.convert.placeholders import Table
from cheatsheet.entry import Entry
from cheatsheet.errors import Invalid
from cheatsheet.nodes import Block
from cheatsheet.yaml_text import parse
from tests.conftest import make_entry
from tests.convert.sheets import LINE, LISTS, entries_of, entry_of

TABLE = Table.load()
PIECES = st.sampled_from(
    ["{{ customer.first_name }}", "{{ order.number }}", "{{ carrier }}", "{{ company.name }}", "{{ today | date }}",
     '{{ today | date("%d.%m.%Y") }}', '{{ agent.name | default("us") }}', "Sorry, ", "\n\nBye: \"it's\" #1", "é😀 "]
)  # fmt: skip
ANSWERS = st.lists(PIECES, min_size=1, max_size=6).map("".join).map(str.strip)
HELD = st.fixed_dictionaries(
    {"complaint": LINE, "answer": ANSWERS},
    optional={"phrases": LISTS},
)


def read_file(text: str) -> Source:
    return read(text.encode(), "base.yml", TABLE)


def match(text: str) -> Item:
    """The only match of a file, its lines given."""
    lines = "".join(f"    {line}\n" for line in text.splitlines())
    [item] = read_file(f"matches:\n  -{lines[3:]}").items
    entries_of([] if item.skipped else [item])
    return item


def var(name: str, kind: str, params: str = "{}", *, text: str = "") -> str:
    """A body with one variable."""
    return f"replace: '{text or '{{' + name + '}}'}'\nvars: [{{name: {name}, type: {kind}, params: {params}}}]"


def exported(**changes: object) -> tuple[Mapping[str, object], list[str]]:
    made = written([make_entry(**changes)])
    root = parse(made.data.decode(), "", [])
    assert isinstance(root, Block)
    matches = root["matches"]
    assert isinstance(matches, list)
    first = matches[0] if matches else Block()
    assert isinstance(first, dict)
    return first, [loss.what for loss in made.losses]


@given(st.lists(HELD, min_size=1, max_size=3))
@settings(max_examples=100, deadline=None)
def test_what_the_format_holds_comes_back(mappings: list[dict[str, object]]) -> None:
    carrier = {"carrier": {"type": "choice", "choices": ["DHL", "UPS"], "default": "UPS"}}
    entries = [
        entry_of(each | ({"fields": carrier} if "carrier" in str(each["answer"]) else {}), number)
        for number, each in enumerate(mappings, 1)
    ]
    made = written(entries)
    assert made.losses == ()
    again: list[Entry] = entries_of(read(made.data, "ours.yml", TABLE).items)
    assert again == entries


def test_a_label_is_the_complaint_and_search_terms_are_phrases() -> None:
    item = match('trigger: ":late"\nlabel: It is late\nsearch_terms: [where is it, tracking]\nreplace: Sorry.')
    assert (item.place, item.losses) == ("matches[0]", ())
    assert item.values == {
        "complaint": "It is late", "answer": "Sorry.", "phrases": ["where is it", "tracking"],
        "note": "espanso: :late",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("keys", "complaint"),
    [
        ("search_terms: [refund, money]", "refund money"),
        ("search_terms: [my money back, refund]", "my money back"),
        ('trigger: ":refund-late"', "refund late"),
        ('triggers: [";;", ";refund_now"]', "refund now"),
        ("regex: ':r\\d'", "Sorry."),
    ],
)
def test_a_match_without_a_label_is_known_by_what_it_has(keys: str, complaint: str) -> None:
    assert match(f"{keys}\nreplace: Sorry.").values["complaint"] == complaint


@pytest.mark.parametrize(
    ("body", "answer", "fields"),
    [
        ("replace: Hi $|$you", "Hi you", {}),
        ("form: Hi [[customer_first_name]], [[x]]", "Hi {{ customer.first_name }}, {{ x }}", {"x": "x"}),
        ("form: '[[x]]'\nform_fields: {x: {multiline: true, default: Lamp}}", "{{ x }}", {"x": "Lamp"}),
        ("form: '[[x]]'\nform_fields: {x: {type: list, values: [a, b]}}", "{{ x }}", {"x": "a b"}),
        ("form: '[[x]]'\nform_fields: {x: {type: choice, values: \"a\\nb\", default: b}}", "{{ x }}", {"x": "a b b"}),
        ("form: '[[order_item]]'\nform_fields: {order_item: {default: A}}", '{{ order.item | default("A") }}', {}),
        (var("f", "form", "{layout: '[[x]]'}", text="{{f.x}}"), "{{ x }}", {"x": "x"}),
        (var("e", "echo", "{echo: Hello}", text="{{e}}!"), "Hello!", {}),
        (var("c", "choice", "{values: [{label: A, id: a}, b]}"), "{{ c }}", {"c": "a b"}),
        (var("d", "date", "{format: '%A %-d %B'}"), "{{ today | date }}", {}),
        (var("d", "date", "{format: '%F'}"), '{{ today | date("%Y-%m-%d") }}', {}),
        ("replace: 'a {{ \"b\" }} {% x %} {# y #} {'", 'a {{ "{{" }} "b" }} {{ "{%" }} x %} {{ "{#" }} y #} {', {}),
        ("replace: '{{{customer_name}}}'", '{{ "{" }}{{ customer.name }}}', {}),
    ],
)  # fmt: skip
def test_a_body_becomes_a_template_of_ours(body: str, answer: str, fields: dict[str, str]) -> None:
    item = match(f"trigger: ':a'\nlabel: A\n{body}")
    assert item.values["answer"] == answer
    assert wrong_template(answer) == ""
    [entry] = entries_of([item])
    assert {
        name: " ".join([*field.choices, *([field.default] if field.default else [])]) or field.prompt
        for name, field in entry.fields.items()
    } == fields


@pytest.mark.parametrize(
    ("body", "loss"),
    [
        (var("v", "shell", "{cmd: touch ran}"), "is of type shell, which is not run"),
        (var("v", "script", "{args: [touch, ran]}"), "is of type script"),
        (var("v", "clipboard"), "is of type clipboard"),
        (var("v", "random", "{choices: [a, b]}"), "was a random choice"),
        (var("v", "date", "{format: '%H:%M'}"), "the format '%H:%M'"),
        (var("v", "date", "{format: '%d', offset: 86400}"), "offset 86400"),
        (var("v", "date", "{format: '%d', locale: de-DE}"), "asked for"),
        (var("v", "new_thing"), "is of type new_thing"),
        ("replace: '{{v}}'", "`v` is not in this file"),
        (var("v", "choice", "{values: [a]}", text="{{v}} $|$"), "the place of the cursor"),
        ("markdown: '**Sorry** {{v}}'\nvars: [{name: v, type: choice, params: {values: [a]}}]", "markdown"),
        (var("v", "echo", "{echo: '[[v]]'}") + "\npropagate_case: true", "propagate_case"),
    ],
)  # fmt: skip
def test_what_is_never_run_or_cannot_be_said_is_a_field_and_a_loss(body: str, loss: str) -> None:
    item = match(f"trigger: ':a'\nlabel: A\n{body}")
    assert any(loss in said for said in item.losses), item.losses
    assert "{{ v }}" in str(item.values["answer"])
    assert "v" in entries_of([item])[0].fields


def test_an_echo_of_itself_ends() -> None:
    item = match("label: A\nreplace: '{{v}}'\nvars: [{name: v, type: echo, params: {echo: '{{v}} {{v}}'}}]")
    assert "v" in entries_of([item])[0].fields


def test_html_becomes_text() -> None:
    assert (
        match("label: A\nhtml: <p>Sorry, <b>{{customer_name}}</b>.</p>").values["answer"]
        == "Sorry, {{ customer.name }}."
    )


def test_a_global_variable_is_known() -> None:
    shared = "global_vars: [{name: us, type: echo, params: {echo: The Shop}}]\n"
    assert read_file(shared + "matches: [{trigger: ':s', replace: '{{us}}'}]").items[0].values["answer"] == "The Shop"


@pytest.mark.parametrize(
    ("body", "why"),
    [("image_path: a.png", "is a picture"), ("replace: ''", "has no answer"), ("label: x", "has no answer")],
)
def test_a_match_without_a_text_is_skipped(body: str, why: str) -> None:
    [item] = read_file(f"matches:\n  - trigger: ':a'\n    {body}\n").items
    assert item.skipped == why


def test_what_the_file_has_beside_is_named() -> None:
    source = read_file("imports: [../a.yml]\nname: mine\nmatches: []\n")
    assert source == Source((), ("the imported file ../a.yml is not read", "`name` is not read"))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("- a\n", "base.yml:1:1: must be a mapping"),
        ("matches: text\n", "base.yml:1:10: `matches` must be a list"),
        ("matches:\n  - text\n", "base.yml:2:5: an item of `matches` must be a mapping"),
        ("matches:\n  - replace: [a]\n", "base.yml:2:14: `matches[0].replace` must be text"),
        ("matches:\n  - replace: 'a\n", "base.yml:2:14: "),
        ("matches:\n  - replace: !!python/object:os.system a\n", "base.yml:2:14: tag"),
    ],
)
def test_a_file_of_another_shape_is_refused_with_the_place(text: str, fault: str) -> None:
    with pytest.raises(Invalid) as raised:
        read_file(text)
    assert str(raised.value.faults[0]).startswith(fault)


def test_an_answer_with_values_is_a_form() -> None:
    fields = {"carrier": {"type": "choice", "choices": ["DHL", "UPS"], "default": "UPS"}}
    made, losses = exported(answer="{{ order.number }} goes with {{ carrier }}.", fields=fields, phrases=["where"])
    assert made == {
        "trigger": ":late", "label": "My parcel is late", "search_terms": ["where"],
        "form": "[[order_number]] goes with [[carrier]].",
        "form_fields": {"carrier": {"type": "choice", "values": ["DHL", "UPS"], "default": "UPS"}},
    }  # fmt: skip
    assert losses == []


@pytest.mark.parametrize(
    ("changes", "loss"),
    [
        ({"status": "retired"}, "left out: its status is retired"),
        ({"answer": "{% if order.number %}a{% endif %}"}, "left out: its answer has a condition or a loop"),
        ({"answer": "{{ 1 + 1 }}"}, "left out: its answer computes something"),
        ({"answer": "{{ today | working_days(3) | date }}"}, "`date in 3 working days` is computed here, and asked"),
        ({"answer": "{{ 'a' if order.number else 'b' }}"}, "left out: its answer computes something"),
        ({"answer": "{{ x"}, "left out: its answer is no template"),
        ({"answer": "[[x]]"}, "left out: its wording has [[, which espanso would read"),
        (
            {"answer": "{{ order_number }}", "fields": {"order_number": {}}},
            "left out: its field `order_number` would be",
        ),
        ({"answer": "{{ order.total | money }}"}, "the filter `money` of `order.total`"),
        ({"answer": "{{ n }}", "fields": {"n": {"type": "number"}}}, "the type number of `n`"),
        ({"answer": "{{ n }}", "fields": {"n": {"prompt": "How many?"}}}, "the question of `n`"),
        ({"tags": ["a"], "subject": "b"}, "espanso has no place for `subject`, `tags`"),
    ],
)
def test_what_espanso_cannot_hold_is_a_loss(changes: dict[str, object], loss: str) -> None:
    assert [what[: len(loss)] for what in exported(**changes)[1]] == [loss]


def test_a_computed_date_is_asked_for() -> None:
    reply = "{{ today | working_days(facts.reply_working_days | default(1)) | date }}"
    days = "{{ facts.return_days | default(30) }}"
    made, _ = exported(answer="By {{ today | working_days(3) | date }}, or " + f"{reply}: {days}.")
    assert made["form"] == "By [[date_in_3_working_days]], or [[date_in_reply_working_days]]: [[facts_return_days]]."
    assert made["form_fields"] == {"facts_return_days": {"default": "30"}}


def test_a_trigger_behind_another_is_named() -> None:
    losses = written([make_entry(id="late-again"), make_entry(id="late"), make_entry(id="lost")]).losses
    assert [(loss.id, loss.what.split(",")[0]) for loss in losses] == [("late-again", ":late-again cannot be typed")]


def test_a_match_file_is_recognised() -> None:
    assert recognises("base.yml", b"# mine\nmatches:\n  - trigger: a\n")
    assert recognises("-", b'{"matches": []}')
    assert not recognises("base.yml", b"- complaint: matches\n  answer: b\n")
    assert not recognises("base.csv", b"matches:\n")


@pytest.mark.parametrize("other", ["html: <b>Bye</b>", "markdown: '**Bye**'", "form: Bye"])
def test_a_second_body_is_told(other: str) -> None:
    item = match(f"trigger: ':a'\nlabel: A\nreplace: Hi\n{other}")
    assert (item.values["answer"], item.losses) == ("Hi", (f"its `{other.partition(':')[0]}` is not read",))


def test_the_wording_of_a_form_is_told() -> None:
    body = var("f", "form", "{layout: 'Which one? [[x]]'}", text="{{f.x}}")
    item = match(f"trigger: ':a'\nlabel: A\n{body}")
    assert item.losses == ("the wording of the form `f`: Which one? …",)


def test_the_labels_of_choices_are_told() -> None:
    body = var("c", "choice", "{values: [{label: One, id: a}, {label: b, id: b}]}")
    item = match(f"trigger: ':a'\nlabel: A\n{body}")
    assert item.losses == ("the labels of the choices of `c`, now the texts they insert: One for a",)


@pytest.mark.parametrize(
    ("text", "answer"),
    [("#{user.fullname}", "{{ agent.name }}"), ("[Order Number]", "{{ order_number }}"), ("${x}", "${x}")],
)
def test_placeholders_of_other_tools_are_known(text: str, answer: str) -> None:
    item = match(f"trigger: ':a'\nlabel: A\nreplace: '{text}'")
    assert item.values["answer"] == answer
    assert bool(item.losses) == ("$" in text)
    entries_of([item])


def test_syntax_of_another_tool_makes_a_draft() -> None:
    assert match("trigger: ':a'\nlabel: A\nreplace: 'a #{b + c}'").values["status"] == "draft"
