"""What looks like an answer wherever it stands, so that nobody leaves it out without a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lzfx.forms.characters import fold, heading_key
from lzfx.forms.kinds import MULTIPLE, says_nothing
from lzfx.forms.spec import FieldSpec, FormSpec

_SEVERAL = 3
"""So many filled cells in one row are a row of a table."""

_SHORTEST_WORD = 2
"""A choice of one sign, such as 大 or 1, may stand anywhere and mean anything."""

_SENTENCE, _LONGEST_SEEN = 12, 4000
"""The Chinese signs of a sentence at least; of a very long text only the beginning is looked at."""

_CHINESE = re.compile("[\u4e00-\u9fff]")

_RISK = re.compile(
    "违法|违纪|违规|违章|收受|索取|索要|受贿|行贿|请托|好处|谋取|谋私|牟利|徇私|舞弊|以权|滥用|"
    "吃拿卡要|优亲厚友|人情|泄露|泄密|截留|挪用|套取|虚报|冒领|侵占|弄虚作假|隐瞒|漏报|瞒报|"
    "刁难|推诿|拖延|玩忽|失职|渎职|不作为|乱作为|不按|未按|不严|不及时|不公|把关|擅自|变相|"
    "风险点[是为:：]|等级[是为:：]|存在.{0,20}风险"
)
"""Words of a sentence that says what may go wrong."""

_ORDER = re.compile(
    "作废|为准|改为|改成|应为|更正|补报|补填|漏填|删去|删除|撤销|取消|不报|不再|不算|另见|见附"
)
"""Words of a sentence that takes back or changes what stands elsewhere in the form."""

_NOTE = re.compile(
    r"^(?:附?注|备注|说明|填表|填报|制表|审核|审批|审定|复核|负责人|主要领导|分管领导|经办|单位|科室|"
    r"联系|日期|电话|签名|签字|盖章|公章|以上|上述|本表|此表|兹)"
)
_SAYS_SO = re.compile(
    "属实|会议(?:通过|讨论|研究)|由本.{0,6}负责|签字|签章|盖章|年.{1,3}月.{1,3}日"
)


class AnswerSigns:
    """Tells what looks like an answer to one form: its choices, a row of a table, a sentence.

    Words that the form prints itself are no answers.
    """

    def __init__(self, form: FormSpec) -> None:
        printed = {heading_key(form.title), *map(heading_key, _printed(form))}
        words = {fold(name).upper() for spec in _fields(form) for name in _names(spec)}
        self._words = {
            word
            for word in words - printed
            if len(word) >= _SHORTEST_WORD and not says_nothing(word)
        }

    def in_text(self, text: str, *, plain: bool = True) -> bool:
        """Whether a text is a choice, names a risk, takes something back, or is a sentence.

        With `plain` a sentence counts that says none of these and is no note or signature.
        """
        folded = fold(text[:_LONGEST_SEEN])
        parts = folded.upper().split(MULTIPLE)
        if all(part in self._words for part in parts):
            return True
        if len(folded) >= _SENTENCE // 2 and _RISK.search(folded):
            return True
        if len(folded) > _SHORTEST_WORD and _ORDER.search(folded):
            return True
        is_note = _NOTE.match(folded) or _SAYS_SO.search(folded)
        return plain and len(_CHINESE.findall(folded)) >= _SENTENCE and not is_note

    def in_row(self, texts: Sequence[str]) -> bool:
        """Whether the filled cells of one row look like an answer, each alone or all together."""
        return len(texts) >= _SEVERAL or any(map(self.in_text, texts))


def _fields(form: FormSpec) -> Iterator[FieldSpec]:
    yield from form.header
    for table in form.tables:
        yield from table.fields


def _names(spec: FieldSpec) -> Iterator[str]:
    for choice in spec.choices:
        yield choice.label
        yield from choice.aliases


def _printed(form: FormSpec) -> Iterable[str]:
    for spec in _fields(form):
        yield spec.title
        yield from spec.aliases
    for table in form.tables:
        yield table.sheet
