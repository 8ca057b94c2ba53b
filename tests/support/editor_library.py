"""A small library as an editor would write it: one topic, two guides, both service items. All invented."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

GUIDE: Final = """\
---
id: {id}
title: {title}
answer:
  - 钱要得回来。
  - 先去投诉，再申请仲裁。
  - 仲裁不收钱。
steps:
  - 留好证据。
  - 去县里投诉，也可以打 12333。
  - 还不给，申请仲裁。
bring:
  - 身份证
where:
  - office/labour
cost: 都不收钱。
time: 一年之内申请。
never: 不要堵路。
urgent: 有危险先打 110。
law:
  - {{law: 劳动法, article: 50, gist: 工资不能拖欠}}
checked: 2026-11-01
review_by: 2099-11-01
asks:
  - 问法一
  - 问法二
  - 问法三
  - 问法四
  - 问法五
  - 问法六
  - 问法七
  - 问法八
related: [{related}]
form: consultation
sample: true
---
"""

ANSWER: Final = "  - 钱要得回来。\n  - 先去投诉，再申请仲裁。\n  - 仲裁不收钱。\n"

TOPICS: Final = "- {id: labour, title: 工资劳动, hint: 欠薪 辞退, icon: briefcase, guides: [wages]}\n"

DIRECTORY: Final = """\
- id: office/labour
  name: 示例县劳动监察大队
  kind: 劳动监察
  address: 示例镇示例路 8 号
  phone: '12333'
  hours: 周一到周五 8:30–17:00
  answers: 没核实
  lat: 30.7
  lon: 122.4
  sample: true
"""

NOTICES: Final = """\
- id: notice/who-comes
  title: 本周谁来
  lines:
    - 周三上午到码头
  sample: true
"""

SITE: Final = """\
id: site/sample-dock
name: 示例码头
title: 示例码头公共法律服务终端
region: 示例县示例镇
address: 示例镇客运码头
lat: 30.7
lon: 122.4
adviser: {name: 王样例, role: 律师, phone: 0580-0000021, answers: 工作日 9:00–17:00, note: 周三上午在码头}
hotlines:
  - {phone: '110', name: 报警, note: 有危险马上打, answers: 24 小时}
  - {phone: '12348', name: 法律热线, note: 问法律, answers: 24 小时}
help_phone: '12348'
sample: true
"""

_ITEM_TAIL: Final = """\
promise: [有人答复您。]
materials: [什么都不用带]
slip_lines: {next: [有人答复], bring: 这张回执}
law:
  - {law: 法律援助法, article: 23, gist: 提供法律咨询}
notice:
  version: sample-1
  title: 您写的话怎么用
  what: [您写下的事情。]
  why: 只用来答复您。
  keep: 收妥就删掉。
  who: 示例县司法局。
  contact: 示例县司法局，电话 0580-0000001。
  rights: 您可以查、改、删。
sample: true
"""

CONSULTATION: Final = (
    """\
id: consultation
title: 留言问法律
short: 不刷证，直接留言。
icon: chat
identity: none
identity_why: 不用知道您是谁。
steps:
  - id: request
    name: 说事情
    title: 请写下您的事
    fields:
      - {id: request, kind: text, label: 您的事, required: true, max_length: 1000, sentences: [工资没发]}
"""
    + _ITEM_TAIL
)

LEGAL_AID: Final = (
    """\
id: legal-aid
title: 申请法律援助
short: 请律师帮您。
icon: shield
identity: card
identity_why: 得知道是谁申请。
steps:
  - id: applicant
    name: 是谁申请
    title: 请刷一下身份证
    fields:
      - {id: id_number, kind: idcard, label: 身份证, required: true, reads: [name, number]}
"""
    + _ITEM_TAIL
)


def guide(guide_id: str, title: str = "工资没拿到，怎么办？", related: str = "") -> str:
    text = GUIDE.format(id=guide_id, title=title, related=related)
    return text if guide_id == "labour/wages" else text.replace(ANSWER, other_answer(guide_id))


def other_answer(guide_id: str) -> str:
    """What no other guide says."""
    name = guide_id.partition("/")[2]
    return f"  - {name} 可以。\n  - {name} 去那里。\n  - {name} 不花钱。\n"


def files() -> dict[str, str]:
    """Path inside the library to text: nothing wrong with any."""
    return {
        "topics.yaml": TOPICS,
        "directory.yaml": DIRECTORY,
        "notices.yaml": NOTICES,
        "site.yaml": SITE,
        "items/consultation.yaml": CONSULTATION,
        "items/legal-aid.yaml": LEGAL_AID,
        "guides/labour/wages.md": guide("labour/wages", related="labour/dismissed"),
        "guides/labour/dismissed.md": guide("labour/dismissed", "不要我干了，怎么办？"),
    }


def write(root: Path, changes: Mapping[str, str | None] | None = None) -> Path:
    """The library under ``root``; ``changes`` replaces texts, None leaves a file out."""
    for name, text in {**files(), **(changes or {})}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is not None:
            path.write_text(text, encoding="utf-8")
    return root
