"""Every mistake an editor can make is named with file and line, all at once, in Chinese."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.config import CHECKOUT, Config
from kiosk.content.publish.check import check
from kiosk.content.publish.kinds import known
from kiosk.glyphs import UiFont, ui_fonts
from kiosk.screens.widgets.icon_paths import ICONS
from tests.support import editor_library as sample
from tests.support.fonts import small_font

pytestmark = pytest.mark.untraced

WAGES = "guides/labour/wages.md"
CONSULT = "items/consultation.yaml"
AID = "items/legal-aid.yaml"


def problems(root: Path, changes: dict[str, str | None] | None = None) -> list[str]:
    return [str(problem) for problem in check(sample.write(root, changes)).problems]


def changed(name: str, old: str, new: str) -> dict[str, str | None]:
    text = sample.files()[name]
    assert text.count(old) >= 1, (name, old)
    return {name: text.replace(old, new, 1)}


def test_a_good_library_has_no_problems(tmp_path: Path) -> None:
    draft = check(sample.write(tmp_path))
    assert draft.problems == []
    assert (len(draft.guides), len(draft.items), len(draft.topics)) == (2, 2, 1)


def test_the_library_of_this_repository_has_no_problems() -> None:
    fonts = ui_fonts(Config().fonts_path)
    assert all(font.present for font in fonts)
    draft = check(CHECKOUT / "library", fonts)
    assert [str(problem) for problem in draft.problems] == []
    assert len(draft.guides) >= 8
    assert {row.value.id for row in draft.items} >= {"consultation", "legal-aid"}


ONE_CHANGE = [
    # the file itself
    (WAGES, "---\nid", "id", f"{WAGES}:1 第一行要是 ---"),
    (WAGES, "sample: true\n---\n", "sample: true\n", f"{WAGES}:1 少了结尾的 ---"),
    (
        WAGES,
        "true\n---\n",
        "true\n---\n\n多写的一段\n",
        f"{WAGES}:38 --- 后面的字屏幕上不显示，请写进上面的项目",
    ),
    (WAGES, "title: 工资", "title: [工资", f"{WAGES}:4 写法不对：括号没有配对"),
    (WAGES, "cost: 都", "title: 都", f"{WAGES}:16 title 写了两遍"),
    (WAGES, "steps:", "　steps:", "没有这一项，是不是 steps？（标点、空格、数字要用英文的）"),
    ("notices.yaml", "  lines:", "　lines:", "notices.yaml:3 写法不对：前面用了全角空格，请换成英文的空格"),
    (WAGES, "cost: 都", "＃ 钱\ncost: 都", f"{WAGES}:16 写法不对：＃ 要换成英文的 #"),
    (
        WAGES,
        "review_by: 2099-11-01",
        "review_by: ２０９９-11-01",
        "例如 2026-11-21（标点、空格、数字要用英文的）",
    ),
    (WAGES, "law: 劳动法", "law: 《劳动法》", f"{WAGES}:21 law.0.law：只写法律的名字，书名号屏幕上自己会加"),
    (WAGES, "steps:", "Steps:", f"{WAGES}:8 Steps：没有这一项，是不是 steps？"),
    ("notices.yaml", "id: notice/who-comes", "id: “notice/who”", "（标点、空格、数字要用英文的）"),
    (
        "notices.yaml",
        "  lines:",
        "  valid_from: 2026-12-02\n  valid_to: 2026-12-01\n  lines:",
        "不能比前面的早",
    ),
    ("directory.yaml", "周一到周五 8:30–17:00", "9:00", "directory.yaml:6 0.hours：看不懂“9:00”"),
    (WAGES, "cost: 都", "cost: !!python/object:os.system 都", f"{WAGES}:16 写法不对：星号、&、!"),
    (WAGES, "- 问法一", "- &a 问法一", ""),
    (WAGES, "- 问法一\n  - 问法二", "- &a 问法一\n  - *a", f"{WAGES}:25 不要用 & 和 *，请把内容写两遍"),
    (WAGES, "cost: 都不收钱。", "cost: !!binary aGVsbG8=", f"{WAGES}:16 这里只能写文字或数字"),
    # what a guide must have
    (WAGES, "id: labour/wages", "id: labour/other", f"{WAGES}:2 id 要和文件的位置一样：labour/wages"),
    (WAGES, "id: labour/wages", "id: Labour/Wages", f"{WAGES}:2 id：写法不对：Labour/Wages"),
    (WAGES, "cost: 都不收钱。\n", "", f"{WAGES}:2 cost：没有写"),
    (WAGES, "cost:", "cots:", f"{WAGES}:16 cots：没有这一项，是不是 cost？"),
    (WAGES, "cost: 都不收钱。", "cost:", f"{WAGES}:16 cost：是空的"),
    (WAGES, "cost: 都不收钱。", "cost: ''", f"{WAGES}:16 cost：是空的"),
    (WAGES, "cost: 都不收钱。", "cost: 50", f"{WAGES}:16 cost：要写文字；数字开头的要加引号"),
    (WAGES, "cost: 都不收钱。", "cost: [都, 不收钱]", f"{WAGES}:16 cost：要写文字；数字开头的要加引号"),
    (WAGES, "  - 仲裁不收钱。\n", "", f"{WAGES}:4 answer：至少 3 条，现在 2 条"),
    (
        WAGES,
        "  - 仲裁不收钱。\n",
        "  - 仲裁不收钱。\n  - 第四句。\n",
        f"{WAGES}:4 answer：最多 3 条，现在 4 条",
    ),
    (WAGES, "仲裁不收钱。", "长" * 41, f"{WAGES}:7 answer.2：太长，最多 40 个字，现在 41 个"),
    (WAGES, "answer:\n  - 钱", "answer: 钱\nx:\n  - 钱", f"{WAGES}:4 answer：要写成几条，每条前面加 -"),
    (WAGES, "article: 50", "article: 五十", f"{WAGES}:21 law.0.article：第几条写数字，例如 276；"),
    (WAGES, "article: 50", "article: 0", f"{WAGES}:21 law.0.article：数字不在范围里：0"),
    (
        WAGES,
        "- {law: 劳动法, article: 50, gist: 工资不能拖欠}",
        "- 劳动法",
        "law.0：要写成几项，每项是 名字: 内容",
    ),
    (WAGES, "checked: 2026-11-01", "checked: 去年", f"{WAGES}:22 checked：要写成日期，例如 2026-11-21"),
    (WAGES, "checked: 2026-11-01", "checked: 2026-02-30", f"{WAGES}:22 checked：要写成日期，例如 2026-11-21"),
    (WAGES, "review_by: 2099", "review_by: 2025", "review_by 要在 checked 之后"),
    (WAGES, "sample: true", "sample: yes please", f"{WAGES}:35 sample：只能是 true 或 false"),
    (WAGES, "怎么办？", "怎么办", f"{WAGES}:3 title 要是一句问话，用 ？ 结尾"),
    (WAGES, "问法三", "问法二", f"{WAGES}:27 asks 里有两条一样的"),
    (WAGES, "问法三", "工资没拿到 怎么办", f"{WAGES}:24 asks 里不要抄标题"),
    (WAGES, "  - 问法八\n", "", f"{WAGES}:24 asks：至少 8 条，现在 7 条"),
    # what a draft leaves open
    (WAGES, "cost: 都不收钱。", "cost: 待填", f"{WAGES}:16 cost：还没有填"),
    (WAGES, "cost: 都不收钱。", "cost: 待填：多少钱", f"{WAGES}:16 cost：还没有填（多少钱）"),
    (WAGES, "- 身份证", "- 待填（带什么）", f"{WAGES}:13 bring.0：还没有填（带什么）"),
    (WAGES, "checked: 2026-11-01", "checked: 待填", f"{WAGES}:22 checked：还没有填"),
    (WAGES, "article: 50", "article: 待填", f"{WAGES}:21 law.0.article：还没有填"),
    # links
    (WAGES, "office/labour", "office/nowhere", f"{WAGES}:15 directory.yaml 里没有 office/nowhere"),
    (WAGES, "[labour/dismissed]", "[labour/nothing]", f"{WAGES}:33 没有指南 labour/nothing"),
    (WAGES, "[labour/dismissed]", "[labour/wages]", f"{WAGES}:33 related 写了自己"),
    (WAGES, "form: consultation", "form: nothing", f"{WAGES}:34 items 里没有 nothing"),
    ("topics.yaml", "id: labour", "id: other", f"{WAGES}:2 topics.yaml 里没有栏目 labour"),
    ("topics.yaml", "id: labour", "id: other", "topics.yaml:1 栏目 other 里一篇指南也没有"),
    ("topics.yaml", "[wages]", "[wagse]", "topics.yaml:1 没有指南 labour/wagse"),
    ("topics.yaml", "briefcase", "unicorn", "topics.yaml:1 没有图标 unicorn"),
    ("topics.yaml", sample.TOPICS, sample.TOPICS * 2, "topics.yaml:2 labour 和 topics.yaml 里的重复"),
    ("directory.yaml", sample.DIRECTORY, sample.DIRECTORY * 2, "directory.yaml:11 office/labour 和"),
    (
        "directory.yaml",
        "周一到周五 8:30",
        "上班时 8:30",
        "directory.yaml:6 0.hours：看不懂“上班时 8:30–17:00”",
    ),
    ("directory.yaml", "  answers: 没核实\n", "", "directory.yaml:1 0.answers：没有写"),
    (
        "directory.yaml",
        "'12333'",
        "'12348'",
        "directory.yaml:7 12348 什么时候有人接，和 site.yaml 里写的不一样",
    ),
    ("site.yaml", "help_phone: '12348'", "help_phone: '12345'", "help_phone 不在 hotlines 里"),
    ("directory.yaml", "lat: 30.7", "lat: 130.7", "directory.yaml:8 0.lat：数字不在范围里：130.7"),
    ("directory.yaml", "lat: 30.7", "lat: .nan", "directory.yaml:8 0.lat："),
    ("directory.yaml", "'12333'", "12333", "directory.yaml:5 0.phone：要写文字；数字开头的要加引号"),
    ("directory.yaml", "'12333'", "打不通", "directory.yaml:5 0.phone：写法不对：打不通"),
    ("notices.yaml", "周三上午到码头", "长" * 25, "notices.yaml:4 0.lines.0：太长"),
    ("site.yaml", "name: 示例码头", "nmae: 示例码头", "site.yaml:2 nmae：没有这一项，是不是 name？"),
    # service items
    (CONSULT, "id: consultation", "id: other", f"{CONSULT}:1 id 要和文件的位置一样：consultation"),
    (CONSULT, "kind: text", "kind: essay", "steps.0.fields.0.kind：只能是"),
    (CONSULT, "identity: none", "identity: card", "identity 是 card 的要有一项 idcard，是 none 的不要"),
    (
        CONSULT,
        "name: 说事情",
        "name: 说说您的事情",
        f"{CONSULT}:9 steps.0.name：太长，最多 5 个字，现在 6 个",
    ),
    (CONSULT, "icon: chat", "icon: unicorn", f"{CONSULT}:4 没有图标 unicorn"),
    (
        CONSULT,
        "sentences: [工资没发]",
        "choices: [{id: a, label: 甲}, {id: b, label: 乙}]",
        "的要有两个以上 choices",
    ),
    (CONSULT, "kind: text,", "kind: number,", "只有 kind 是 text、place、boat、pages 的才有 sentences"),
    (CONSULT, "promise: [有人", "promise: [有人答复您。, 有人", f"{CONSULT}:13 promise 里有两条一样的"),
    (CONSULT, "version: sample-1", "version: first", "notice.version：写法不对：first"),
    (AID, "reads: [name, number]", "reads: []", "kind 是 idcard 的要写 reads，别的不要"),
    (AID, "reads: [name, number]", "reads: [name, photo]", "steps.0.fields.0.reads.1：只能是"),
    (CONSULT, "kind: text,", "asked_when: phone, kind: text,", "asked_when 写的 phone 前面没有问过"),
    (CONSULT, "kind: text,", "asked_when: request, kind: text,", "asked_when 写的 request 前面没有问过"),
    # what must not be on a screen
    (WAGES, "cost: 都", "cost: 打 0580-1234567，都", f"{WAGES}:16 电话 0580-1234567 请放进 directory.yaml"),
    (WAGES, "cost: 都", "cost: 打 13912345678，都", f"{WAGES}:16 电话 13912345678 请放进 directory.yaml"),
    (WAGES, "12333", "12399", f"{WAGES}:10 12399 不是可以直接写的热线"),
    (WAGES, "cost: 都", "cost: 330922190001010010 都", f"{WAGES}:16 不要写身份证号码"),
    (WAGES, "cost: 都", "cost: '都 '\nx: 都", f"{WAGES}:16 前后有多余的空格"),
    (WAGES, "cost: 都", "cost: 都\u200b", f"{WAGES}:16 有看不见的字符：U+200B"),
    # English
    ("topics.yaml", "briefcase", "briefcase, title_en: Pay, hint_en: Unpaid", ""),
    ("topics.yaml", "briefcase", "briefcase, title_en: Pay", "topics.yaml:1 写了英文就要写全，还缺 hint_en"),
    ("topics.yaml", "briefcase", "briefcase, title_en: Pay, hint_en: 欠薪", "topics.yaml:1 hint_en 里有中文"),
    ("topics.yaml", "briefcase", "briefcase, title_en: Wages and salary", "0.title_en：太长"),
    (
        "notices.yaml",
        "  lines:",
        "  title_en: Today\n  lines_en: [One, Two]\n  lines:",
        "lines_en 要和中文一样多",
    ),
    (WAGES, "cost: 都", "cost_en: Free.\ncost: 都", "写了英文就要写全，还缺 title_en"),
    (WAGES, "cost: 都", "cost_en: Free.\ncost: 都", "写了英文就要写全，还缺 gist_en"),
    (CONSULT, "kind: text", "kind: text, label_en: Question", "还缺 what_en"),
]


@pytest.mark.parametrize(("name", "old", "new", "expected"), ONE_CHANGE)
def test_one_mistake_is_found_where_it_stands(
    tmp_path: Path, name: str, old: str, new: str, expected: str
) -> None:
    found = problems(tmp_path, changed(name, old, new))
    if expected:
        assert any(expected in problem for problem in found), found
    else:
        assert found == []


def test_the_table_of_mistakes_is_long_enough() -> None:
    assert len(ONE_CHANGE) >= 60


@pytest.mark.parametrize("name", ["topics.yaml", "directory.yaml", "notices.yaml", "site.yaml"])
def test_a_missing_table_is_named(tmp_path: Path, name: str) -> None:
    assert f"{name}:1 缺少这个文件" in problems(tmp_path, {name: None})


def test_a_missing_stable_service_item_is_named(tmp_path: Path) -> None:
    assert "items:1 缺少 legal-aid.yaml" in problems(tmp_path, {AID: None})


def test_a_stray_file_is_named_and_backups_are_not(tmp_path: Path) -> None:
    found = problems(
        tmp_path, {"guide.md": "x", "topics.yaml~": "x", ".hidden/x": "x", "guides/labour/a.txt": ""}
    )
    assert found == ["guide.md:1 不认识这个文件，放错地方了吗？", "guides/labour/a.txt:1 指南要是 .md 文件"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # a table nobody can read, or that is not there, is one mistake and not one for all that need it
        ({"topics.yaml": "- {id: labour，title: 工资}\n"}, "topics.yaml:1 写法不对："),
        ({"topics.yaml": "- {id: labour, title: 工资\n"}, "topics.yaml:2 写法不对：括号没有配对"),
        ({"directory.yaml": None}, "directory.yaml:1 缺少这个文件"),
        # nor is a file with the wrong ending, in the wrong folder, or with a name that cannot be an id
        ({WAGES: None, WAGES + ".txt": sample.files()[WAGES]}, f"{WAGES}.txt:1 指南要是 .md 文件"),
        ({WAGES: None, "items/wages.md": sample.files()[WAGES]}, "items/wages.md:1 事项要是 .yaml 文件"),
        ({WAGES: None, "wages.md": sample.files()[WAGES]}, "wages.md:1 不认识这个文件"),
        ({"guides/labour/a.docx": "PK"}, "a.docx:1 指南要是 .md 文件，Word 文件先用 kiosk-library draft"),
        ({"guides/labour/wages 副本.md": sample.files()[WAGES]}, "名字只能用小写英文字母、数字和 -"),
        ({"guides/labour/empty.md": "\n"}, "guides/labour/empty.md:1 是空的"),
    ],
)
def test_one_slip_of_a_whole_file_is_told_once(
    tmp_path: Path, changes: dict[str, str | None], expected: str
) -> None:
    found = problems(tmp_path, changes)
    assert {problem.partition(":")[0] for problem in found} == {expected.partition(":")[0]} or len(found) == 1
    assert any(expected in problem for problem in found), found


def test_what_windows_leaves_beside_files_is_nobodys(tmp_path: Path) -> None:
    strays = ("Thumbs.db", "desktop.ini", "guides/labour/~$wages.docx")
    assert problems(tmp_path, dict.fromkeys(strays, "x")) == []


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xff\xfe", "不是 UTF-8 编码"),
        ("一\n二\n".encode() + b"\xb9\xa4", "notices.yaml:3 不是 UTF-8 编码"),
        (b"", "是空的"),
        (b"# only a remark\n", "是空的"),
        (b"x" * 300_000, "文件太大"),
        (b"- a\n- b\n: c", "写法不对"),
        (b"a: &a [*a]", "不要用 & 和 *"),
    ],
)
def test_an_unreadable_file_is_one_problem_of_its_own(tmp_path: Path, data: bytes, expected: str) -> None:
    sample.write(tmp_path)
    (tmp_path / "notices.yaml").write_bytes(data)
    found = [str(problem) for problem in check(tmp_path).problems]
    assert any(expected in problem for problem in found), found
    assert all(problem.startswith("notices.yaml") for problem in found)


def test_windows_line_ends_and_byte_order_marks_are_no_mistake(tmp_path: Path) -> None:
    sample.write(tmp_path)
    for path in [tmp_path / WAGES, tmp_path / "site.yaml"]:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert check(tmp_path).problems == []


def test_a_bad_file_is_not_reported_by_all_that_name_it(tmp_path: Path) -> None:
    found = problems(tmp_path, changed("guides/labour/dismissed.md", "cost: 都不收钱。\n", ""))
    assert found == ["guides/labour/dismissed.md:2 cost：没有写"]


def test_two_fields_may_not_fill_the_same_answer(tmp_path: Path) -> None:
    twice = "- {id: name, kind: name, label: 姓名, title: 姓名？}\n      - {id: id_number, title: 证, "
    found = problems(tmp_path, changed(AID, "- {id: id_number, ", twice))
    assert found == [f"{AID}:13 name 在前面已经填过了（刷证会填 name、id_number 这些）"]


@pytest.mark.parametrize(
    ("first", "hanging", "expected"),
    [
        ("kind: phone", "", ""),
        ("kind: phone, represented: true", "represented: true, ", ""),
        ("kind: phone, represented: true", "", "只在替别人办时才问，这一项也要写 represented"),
    ],
)
def test_a_field_hangs_only_on_one_that_was_asked_before(
    tmp_path: Path, first: str, hanging: str, expected: str
) -> None:
    two = f"- {{id: first, title: 先问, {first}, label: 先}}\n      "
    then = f"- {{id: request, title: 再问, asked_when: first, {hanging}"
    found = problems(tmp_path, changed(CONSULT, "- {id: request, ", two + then))
    if expected:
        assert any(expected in one for one in found), found
    else:
        assert found == []


def test_a_field_hangs_on_no_card(tmp_path: Path) -> None:
    """A card fills several answers: which of them would be waited for?"""
    after = "\n      - {id: phone, title: 再问, asked_when: id_number, kind: phone, label: 电话}\n"
    text = sample.files()[AID]
    line = next(line for line in text.splitlines() if "id: id_number" in line)
    titled = line.replace("id: id_number,", "id: id_number, title: 先问,")
    (found,) = problems(tmp_path, {AID: text.replace(line + "\n", titled + after)})
    assert "asked_when 不能写刷证的那一项" in found


def test_each_field_of_a_longer_step_needs_its_own_title(tmp_path: Path) -> None:
    two = "- {id: phone, kind: phone, label: 电话}\n      - {id: request, "
    found = problems(tmp_path, changed(CONSULT, "- {id: request, ", two))
    assert found == [f"{CONSULT}:8 steps.0：这一步有几项，每项要有自己的 title：phone、request"]


def test_characters_the_screen_cannot_draw_are_named(tmp_path: Path) -> None:
    everything = "".join(sample.files().values())
    small_font(tmp_path / "a.ttf", "".join(sorted(set(everything) - {"仲", "\n"})))
    root = sample.write(tmp_path / "library")
    found = [str(problem) for problem in check(root, [UiFont(tmp_path / "a.ttf")]).problems]
    assert f"{WAGES}:7 屏幕的字体里没有：仲" in found
    assert all("屏幕的字体里没有：仲" in problem for problem in found)


def test_absent_fonts_are_no_mistake_of_the_editor(tmp_path: Path) -> None:
    root = sample.write(tmp_path / "library")
    assert check(root, ui_fonts(tmp_path / "nowhere")).problems == []


def test_every_icon_an_editor_may_name_can_be_drawn() -> None:
    assert set(ICONS) >= known.ICONS


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(sorted(sample.files())),
    cut=st.tuples(st.integers(0, 900), st.integers(0, 60)),
    junk=st.text(max_size=12)
    | st.sampled_from(["\n- ", ": ", "[", "{a: 1}", "&a ", "*a", "!!set ", "? ", "---\n"]),
)
def test_no_damage_to_a_file_crashes_the_check(
    tmp_path: Path, name: str, cut: tuple[int, int], junk: str
) -> None:
    root = tmp_path / "library"
    shutil.rmtree(root, ignore_errors=True)
    text = sample.files()[name]
    start, length = cut
    damaged = text[:start] + junk + text[start + length :]
    sample.write(root, {name: damaged.encode("utf-8", "replace").decode()})
    for problem in check(root).problems:
        assert problem.line >= 1
        assert problem.text


def test_two_answers_that_say_the_same_are_one_too_many(tmp_path: Path) -> None:
    same = sample.files()["guides/labour/dismissed.md"].replace(
        sample.other_answer("labour/dismissed"), sample.ANSWER
    )
    (found,) = check(sample.write(tmp_path, {"guides/labour/dismissed.md": same})).problems
    assert found.file == "guides/labour/wages.md"
    assert found.text == "这三句和 labour/dismissed 的太像（100%），写成这件事自己的"
