"""What stops a form, in one plain sentence. Chinese source; see ``texts``."""

from dataclasses import dataclass

from kiosk.domain.problems import Problem


@dataclass(frozen=True, slots=True)
class ProblemTexts:
    choose: str = "请先点一个"
    missing: str = "请填{}"
    missing_name: str = "请填姓名"
    missing_number: str = "请填身份证号码"
    too_long: str = "太长了，最多 {} 个字"
    invisible: str = "里面有看不见的字符，请重新填"
    phone: str = "电话号码不对，请再看一遍"
    not_number: str = "这里要填数字"
    no_choice: str = "请在给出的里面选一个"
    write_name: str = "请写您的姓名"
    long_name: str = "姓名太长了"
    not_money: str = "钱数写成 1200 或 1200.50 这样"
    too_small: str = "最少是 {}"
    too_big: str = "最多是 {}"
    too_many: str = "最多选 {} 个"
    not_date: str = "日期不对，请再看一遍"
    too_early: str = "日期太早，最早是 {}"
    too_late: str = "日期太晚，最晚是 {}"
    boat: str = "船号不对，请照船牌上的写"
    sign: str = "请用手指在框里签名"
    photograph: str = "请先拍照"
    more_pages: str = "还要再拍，一共至少 {} 页"
    fewer_pages: str = "最多拍 {} 页，请删掉几页"
    contact_phone: str = "要打电话、发短信，请先留电话"
    contact_where: str = "请写上门到哪里"
    unknown_field: str = "表里没有这一项：{}"
    say_something: str = "还没写事情。不写也行，再按一次，我们问您"
    say_more: str = "多写几个字更好办。就这样也行，请再按一次"
    id_old: str = "这是老号码，请输新身份证的 18 位"
    id_length: str = "号码要 18 位，现在是 {} 位"
    id_letters: str = "号码里有认不出的字"
    id_wrong: str = "号码不对，请对着证再看一遍"
    id_region: str = "号码开头不对，请对着证再看一遍"
    id_birth: str = "号码里的出生日期不对，请再看一遍"

    def says(self, problem: Problem | None, label: str = "") -> str:
        """``label``: the field's, in this language. Empty when there is no problem."""
        if problem is None:
            return ""
        form: str = getattr(self, problem.kind.value)
        return form.format(label if problem.of_field else problem.value)
