"""One mistake in a worked sample, of every kind of content: named with its file and its line."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.content.publish.check import check
from kiosk.content.publish.kinds.table import TABLE, kind_of
from tests.support import editor_library as small
from tests.support.editor_kinds import KINDS, broken, line_of, text_of

pytestmark = pytest.mark.untraced

SCENARIO = "scenarios/wages.yaml"
DOCUMENT = "documents/arbitration-application.yaml"
BUNDLE = "bundles/unpaid-wages.yaml"
PLATFORM = "platforms/sample-portal.yaml"
MAP = "maps/sample.yaml"
REGISTER = "registers/sample-county.yaml"
LESSON = "lessons/written-contract.yaml"
QUIZ = "quizzes/wages.yaml"
SELF_CHECK = "self-checks/small-shop.yaml"
SURVEY = "surveys/this-terminal.yaml"
PICTURE = "media/dock-picture.yaml"
VIDEO = "media/boat-comes.yaml"
SOUND = "media/chime.yaml"
NO_REVIEW = "没审过的写 sample: true，审过的写 reviewed_by 和 reviewed_on"

# File, what stands there, what is written instead, the part whose line is named, what is said of it.
MISTAKES = [
    # who stands for it
    (SCENARIO, "sample: true", "reviewed_by: 张样例", "id: wages", "要一起写：谁审的、哪天审的"),
    (SCENARIO, "sample: true", "sample: false", "id: wages", NO_REVIEW),
    (
        SCENARIO,
        "sample: true",
        "sample: true\nreviewed_by: 张样例\nreviewed_on: 2026-11-01",
        "id: wages",
        "审过了就不是样例，请删掉 sample: true",
    ),
    ("glossary.yaml", "  sample: true\n", "", "- id: arbitration", NO_REVIEW),
    # scenarios
    (SCENARIO, "id: wages", "id: pay", "id: wages", "id 要和文件的位置一样：wages"),
    (SCENARIO, "topic: labour", "topic: nothing", "topic:", "topics.yaml 里没有栏目 nothing"),
    (SCENARIO, "{say: 工地, to: site}", "{say: 工地}", "{say: 工地", "questions.0.answers.0.to：没有写"),
    (SCENARIO, "say: 工地", "say: " + "长" * 17, "{say: 工地", "太长，最多 16 个字，现在 17 个"),
    (SCENARIO, "ask: 您在哪里干活？", "ask: 您在哪里干活" + "长" * 20, "ask: 您", "ask：太长，最多 24 个字"),
    (SCENARIO, "unsure: {tell", "unsure: {say", "unsure:", "questions.0.unsure.tell：没有写"),
    (SCENARIO, "id: note\n", "id: where\n", "id: wages", "id 重复了：where"),
    (
        SCENARIO,
        "offices: [office/labour]}",
        "offices: [office/nowhere]}",
        "offices: [office/labour]}",
        "没有办事地点 office/nowhere",
    ),
    (SCENARIO, "items: [legal-aid]", "items: [nothing]", "items: [legal-aid]", "没有事项 nothing"),
    (SCENARIO, "article: 10", "article: '10'", "article: 10", "article：要写数字，不加引号"),
    (SCENARIO, "gist: 被欠薪", "gits: 被欠薪", "article: 10", "gits：没有这一项，是不是 gist？"),
    (
        SCENARIO,
        "也可以打 12333",
        "也可以打 0580-1234567",
        "也可以打 12333",
        "电话 0580-1234567 请放进 directory.yaml",
    ),
    (SCENARIO, "先打 110", "先打 114", "urgent:", "114 不是可以直接写的热线"),
    # papers
    (DOCUMENT, "{name}，{sex}", "{name}，{gender}", "kind: table", "没有这一项：{gender}"),
    (DOCUMENT, 'text: "{claim}"', 'text: "{claim"', 'text: "{claim}"', "空格要写成 {名字}，一边的括号少了"),
    (DOCUMENT, "when: evidence", "when: proof", "kind: heading, text: 证据", "when 写的 proof 没有问过"),
    (DOCUMENT, "when: evidence", "when: sex=other", "kind: heading, text: 证据", "sex 没有选项 other"),
    (DOCUMENT, "，{age} 岁", "", "id: age", "填了 age，文书里没有用到"),
    (DOCUMENT, "id: job, kind: text", "id: job, kind: contact", "id: job", "提交才用，文书里不要问"),
    (
        DOCUMENT,
        "id: job, kind: text",
        "id: job, kind: idcard, reads: [name]",
        "id: job",
        "文书里用 identity 写号码",
    ),
    (DOCUMENT, "id: job,", "id: request,", "id: job", "request 是留言的名字"),
    (
        DOCUMENT,
        "id: job, kind: text",
        "id: job, kind: pages, sentences: [合同]",
        "id: job",
        "是拍材料，提交才用，文书里不要问",
    ),
    (
        DOCUMENT,
        "id: job, kind: text",
        "id: job, kind: slot, office: age",
        "id: job",
        "是约时间，提交才用，文书里不要问",
    ),
    (DOCUMENT, "kind: heading, text: 仲裁请求", "kind: heading", "kind: heading", "这一段没有 text"),
    (DOCUMENT, "  - kind: table", "  - kind: text", "- kind: table", "kind 是 table 的要写 rows，别的不要"),
    (DOCUMENT, "kind: title", "kind: banner", "kind: title", "blocks.0.kind：只能是"),
    (DOCUMENT, "copies: 2", "copies: 0", "copies:", "copies：数字不在范围里：0"),
    (DOCUMENT, "hand_in: [office/labour]", "hand_in: [office/x]", "hand_in:", "没有办事地点 office/x"),
    (
        DOCUMENT,
        "hand_in: [office/labour]",
        "hand_in: [arbitration]",
        "hand_in:",
        "写法不对：arbitration",
    ),
    (LESSON, "kind: piece", "kind: day", "id: written", "kind 是 day 的要写 first 和 last，别的不要"),
    (LESSON, "kind: piece", "kind: day\nfirst: 02-30\nlast: 03-01", "id: written", "没有 02-30 这一天"),
    (LESSON, "kind: piece", "kind: day\nfirst: 12-10\nlast: 12-04", "id: written", "last 不能比 first 早"),
    # bundles and platforms
    (BUNDLE, "id: wages", "id: nothing", "kind: scenario", "没有情景 nothing"),
    (BUNDLE, "id: arbitration-application", "id: nothing", "kind: document", "没有文书 nothing"),
    (BUNDLE, "kind: scenario", "kind: story", "kind: scenario", "stops.0.kind：只能是"),
    (BUNDLE, "carries: {request: facts", "carries: {Request: facts", "kind: item", "写法不对：Request"),
    (PLATFORM, "https://", "http://", "url:", "url：写法不对：http://"),
    (PLATFORM, "checked: 2026-11-23", "checked: 今年", "checked:", "要写成日期，例如 2026-11-21"),
    (PLATFORM, "what: 在", "what: 330922190001010010 在", "what:", "不要写身份证号码"),
    ("sums.yaml", "id: severance", "id: severence", "id: sever", "没有叫 severence 的计算"),
    ("sums.yaml", "[辞退能拿几个月]", "[辞退拿几个月, 辞退拿几个月？]", "id: sever", "asks 里有两条一样的"),
    # registers, visits, boards, rosters, emergencies
    ("county.yaml", "sample-dock, other-dock", "sample-dock, no-dock", "id: over", "没有码头 no-dock"),
    ("lookups.yaml", "query.sample.gov.cn", "query.sample.com", "url: https", "不是 .gov.cn 的官方网址"),
    (REGISTER, "sample: true", "lookup: nobody\nsample: true", "sample: true", "lookups.yaml 里没有 nobody"),
    (MAP, "file: sample.mbtiles", "file: other.mbtiles", "file:", "other.mbtiles 不是普通文件"),
    (MAP, "file: sample.mbtiles", "file: sample.png", "file:", "file：写法不对"),
    (REGISTER, "31330000MD0000001N", "浙司许 1 号", "licence:", "licence：写法不对"),
    (REGISTER, "lat: 30.7255, ", "", "name: 示例律师事务所", "lat 和 lon 要一起写"),
    (REGISTER, "listed_on: 2026-11-01\n", "", "id: sample-county", "listed_on：没有写"),
    (REGISTER, "phone: 0580-0000021", "phone: 打不通", "name: 王样例", "phone：写法不对：打不通"),
    ("schedule.yaml", "每周三 9:00–11:00\n", "周三上午\n", "when: 每周三", "看不懂“周三上午”"),
    ("schedule.yaml", "每周三 9:00–11:00\n", "每周三 11:00–9:00\n", "when: 每周三", "结束要比开始晚"),
    ("schedule.yaml", "每周三 9:00–11:00\n", "每周三、周三 9:00–11:00\n", "when: 每周三", "日子写了两遍"),
    ("schedule.yaml", "每周三 9:00–11:00\n", "每周三 9:00–24:00\n", "when: 每周三", "没有这样的时间"),
    (
        "schedule.yaml",
        "每周三 9:00–11:00\n",
        "2028-01-01 9:00–11:00\n",
        "- id: sailing",
        "2028-01-01 不在 valid_from",
    ),
    ("schedule.yaml", "  book: consultation\n", "", "- id: sailing", "写了 seats，还要写 book"),
    ("schedule.yaml", "book: consultation", "book: nothing", "book:", "没有事项 nothing"),
    ("schedule.yaml", "kind: 航行的司法所", "kind: 坐船来", "kind:", "kind：只能是"),
    (
        "schedule.yaml",
        "id: notary-day",
        "id: sailing-office",
        "id: notary-day",
        "sailing-office 和 schedule.yaml 里的重复",
    ),
    ("notice-board.yaml", "updated: 2026-11-23", "updated: 2026-11-31", "updated:", "要写成日期"),
    ("notice-board.yaml", ", cost: 不收钱}", "}", "name: 法律咨询", "items.0.cost：没有写"),
    (
        "duty.yaml",
        "last: 2026-11-29",
        "last: 2026-11-22",
        "id: week-48",
        "first、last：后面的日子不能比前面的早",
    ),
    ("duty.yaml", "hours: 工作日 9:00–17:00", "hours: 上班时", "hours:", "看不懂“上班时”"),
    ("emergency.yaml", "number: '110'", "number: 110", "number:", "number：要写文字；数字开头的要加引号"),
    ("emergency.yaml", "  name_en: Police\n", "", "name: 报警", "写了英文就要写全，还缺 name_en"),
    ("emergency.yaml", "say: [您在哪里, ", "say: [", "say_en: [Where", "say_en 要和中文一样多：2 条"),
    # learning
    ("glossary.yaml", "word: 劳动仲裁", "word:", "word:", "word：是空的"),
    (
        "glossary.yaml",
        "  sample: true\n",
        "  word_en: Arbitration\n  sample: true\n",
        "means: 打工",
        "还缺 means_en",
    ),
    ("glossary.yaml", "article: 53", "article: 1301", "article: 53", "article：数字不在范围里：1301"),
    (LESSON, "kind: piece", "kind: article", "kind: piece", "kind：只能是"),
    (LESSON, "media: [dock-picture]", "media: [nothing]", "media:", "没有媒体 nothing"),
    (LESSON, "guides: [labour/dismissed]", "guides: [no-contract]", "next:", "写法不对：no-contract"),
    (
        LESSON,
        "  - 去上班",
        "  - " + "长" * 201 + "\n  - 去上班",
        "- 去上班",
        "paragraphs.0：太长，最多 200 个字",
    ),
    (QUIZ, "right: 2", "right: 4", "- ask: 申请", "right 写的 4，没有这么多选项"),
    (QUIZ, "right: 2", "right: 不收钱", "right: 2", "right：要写数字"),
    (QUIZ, "why: 劳动仲裁不收费，钱由财政出。", "why:", "why:", "why：是空的"),
    (SELF_CHECK, 'risky: "no"', "risky: no", "risky:", "risky：只能是"),
    (SELF_CHECK, "advice: 一个月里", "advise: 一个月里", "advice:", "advise：没有这一项"),
    (SURVEY, "kind: yes-no", "kind: choice", "kind: yes-no", "要有两个以上 choices"),
    (SURVEY, "id: found", "id: easy", "id: this-terminal", "questions 里有重复的 id"),
    (SURVEY, "valid_to: 2027-04-30", "valid_to: 2026-04-30", "id: this-terminal", "后面的日子不能比前面的早"),
    ("wording.yaml", "id: main.service", "id: Service", "id: main", "id：写法不对：Service"),
    ("wording.yaml", "id: main.service", "id: main.nothing", "id: main", "没有叫 main.nothing 的话"),
    ("wording.yaml", "id: main.service", "id: form.next", "id: main", "form.next 的话，或者这句话不能换"),
    ("wording.yaml", "text: 公共法律服务", "text: 公共法律服务中心站", "id: main", "最多 8 个字，现在 9 个"),
    ("wording.yaml", "text: 公共法律服务", 'text: "法律{}服务"', "id: main", "要和原话一样"),
    ("wording.yaml", "Public legal services", "A" * 60, "text_en", "英文最多"),
    # media
    (PICTURE, "file: dock-picture.png", "file: other.png", "file:", "other.png 读不了"),
    (PICTURE, "file: dock-picture.png", "file: chime.opus", "id: dock", "picture 的文件要是 .png、.jpg"),
    (PICTURE, "file: dock-picture.png", "file: ../dock.png", "file:", "file：写法不对"),
    (PICTURE, "text: 码头边", "txt: 码头边", "text:", "txt：没有这一项"),
    (VIDEO, "captions:", "# captions:", "- {start: 0", "写法不对"),
    (
        PICTURE,
        "sample: true",
        "captions: [{start: 0, end: 1, text: 码头}]\nsample: true",
        "id: dock",
        "picture 不要",
    ),
    (SOUND, "sample: true", "idle: true\nsample: true", "id: chime", "没人时不出声：sound 不能写 idle"),
    (
        SOUND,
        "sample: true",
        "captions: [{start: 0, end: 9, text: 铃}]\nsample: true",
        "sample: true",
        "没有这么长",
    ),
    (VIDEO, "start: 3, end: 6", "start: 2, end: 6", "id: boat", "字幕要按时间排，不能重叠"),
    (VIDEO, "start: 3, end: 6", "start: 3, end: 60", "start: 3", "字幕到 60.0 秒，没有这么长"),
    (
        VIDEO,
        "sound: boat-sound.opus",
        "sound: boat-comes.webm",
        "id: boat",
        "只有 video 才有 sound，要是 .opus 文件",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "part", "expected"), MISTAKES)
def test_a_mistake_is_named_with_its_line(
    tmp_path: Path, name: str, old: str, new: str, part: str, expected: str
) -> None:
    found = broken(tmp_path / "library", name, old, new)
    line = line_of(name, part)
    assert any(one.startswith(f"{name}:{line} ") and expected in one for one in found), (line, found)


def test_the_table_breaks_every_new_kind_and_is_long_enough() -> None:
    assert len(MISTAKES) >= 60
    broken_kinds = {kind.name for row in MISTAKES if (kind := kind_of(row[0])) is not None}
    elsewhere = {
        "site",
        "topics",
        "notices",
        "calendar",
        "office",
        "item",
        "guide",
        "laws",
        "words",
        "parameters",
        "synonyms",
    }
    assert broken_kinds == {kind.name for kind in TABLE} - elsewhere


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    name=st.sampled_from(sorted(path.relative_to(KINDS).as_posix() for path in KINDS.rglob("*.yaml"))),
    cut=st.tuples(st.floats(0, 1), st.integers(0, 40)),
    junk=st.text(max_size=8)
    | st.sampled_from(["\n- ", ": ", "{", "[[1]]", "1e999", "!!set ", "-0.0", "9:00"]),
)
def test_no_damage_to_a_file_crashes_the_check(
    tmp_path: Path, name: str, cut: tuple[float, int], junk: str
) -> None:
    root = tmp_path / "library"
    shutil.rmtree(root, ignore_errors=True)
    text = text_of(name)
    start = int(cut[0] * len(text))
    damaged = text[:start] + junk + text[start + cut[1] :]
    small.write(root, {name: damaged.encode("utf-8", "replace").decode()})
    for problem in check(root).problems:
        assert problem.line >= 1
        assert problem.text
