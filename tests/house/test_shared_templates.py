"""The phone's templates stay in the subset that Jinja2 and the phone understand alike, and are rendered alike."""

from __future__ import annotations

import re

import pytest
from jinja2 import Environment, nodes

from tests.frontend.shared import TEMPLATES, Tree, environment, render_as_the_phone, shared_templates, wishes

SHARED = sorted(shared_templates())
ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Extends, nodes.Block, nodes.Include, nodes.FromImport),
    *(nodes.Macro, nodes.If, nodes.For, nodes.Name, nodes.Getattr, nodes.Call, nodes.Keyword, nodes.Const),
    *(nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not),
)
# Jinja2 finds the method before the entry; the phone knows no such method.
METHODS_OF_A_DICT = frozenset(dir(dict))
CALLABLE = frozenset({"_", "icon", "icon_after", "shot", "state_pill", "result_words"})


def parsed(name: str) -> nodes.Template:
    return Environment(extensions=[]).parse((TEMPLATES / name).read_text(), name)


@pytest.mark.parametrize("name", SHARED)
def test_shared_template_uses_only_the_subset(name):
    strangers = {type(node).__name__ for node in parsed(name).find_all(nodes.Node) if not isinstance(node, ALLOWED)}
    assert strangers == set()


@pytest.mark.parametrize("name", SHARED)
def test_shared_template_has_only_plain_loops_and_comparisons(name):
    tree = parsed(name)
    loops = [loop for loop in tree.find_all(nodes.For) if loop.test or loop.else_ or loop.recursive]
    assert loops == []
    assert all(isinstance(loop.target, nodes.Name) for loop in tree.find_all(nodes.For))
    assert {operand.op for operand in tree.find_all(nodes.Operand)} <= {"eq", "ne"}
    texts = [operand.expr for operand in tree.find_all(nodes.Operand)]
    assert all(isinstance(text, nodes.Const) and isinstance(text.value, str | int) for text in texts)


@pytest.mark.parametrize("name", SHARED)
def test_shared_template_calls_only_known_functions_and_reads_no_method(name):
    tree = parsed(name)
    called = {call.node.name for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name)}
    assert called <= CALLABLE
    assert all(isinstance(call.node, nodes.Name) for call in tree.find_all(nodes.Call))
    assert {read.attr for read in tree.find_all(nodes.Getattr)} & METHODS_OF_A_DICT == set()


@pytest.mark.parametrize("name", SHARED)
def test_messages_of_shared_templates_are_plain_words(name):
    calls = [call for call in parsed(name).find_all(nodes.Call) if getattr(call.node, "name", "") == "_"]
    for call in calls:
        message = call.args[0].value
        assert len(call.args) == 1, message
        # Jinja2 takes a message for markup and for a format; the phone for neither.
        assert not re.search(r"[<>&]", message), message
        named = set(re.findall(r"%\((\w+)\)s", message))
        assert "%" not in re.sub(r"%\(\w+\)s", "", message), message
        assert named == {keyword.key for keyword in call.kwargs}, message


def test_flask_and_phone_render_the_same_document():
    asked = dict(wishes())
    messages = {"全部合格，": "All pass, ", "%(surname)s家": "The %(surname)s's yard", "合格": "Pass"}
    rendered = render_as_the_phone(list(asked.values()), messages)
    jinja = environment(messages)
    for (name, (template, context)), theirs in zip(asked.items(), rendered, strict=True):
        ours = jinja.get_template(template).render(context)
        assert Tree(ours).lines == Tree(theirs).lines, name


def test_every_page_closes_what_it_opens_and_repeats_no_id():
    jinja = environment({})
    for name, (template, context) in wishes():
        tree = Tree(jinja.get_template(template).render(context))
        assert tree.open == [], name
        ids = re.findall(r" id=(\S+?)[ >]", "\n".join(tree.lines))
        assert sorted(ids) == sorted(set(ids)), name


def test_a_template_that_leaves_the_subset_is_found():
    tree = Environment(extensions=[]).parse("{% set x = 1 %}{{ items[1:] | join }}{% for a in b if a %}{% endfor %}")
    strangers = {type(node).__name__ for node in tree.find_all(nodes.Node) if not isinstance(node, ALLOWED)}
    assert {"Assign", "Slice", "Filter"} <= strangers
