"""What all screens share, and the screens of information. Chinese source; see ``texts``."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.article import SUBS, ArticleNo
from kiosk.words.counted import Counted


@dataclass(frozen=True, slots=True)
class MainTexts:
    # the frame
    service: str = "公共法律服务"
    other_language: str = "English"
    chinese_only: str = "内容只有中文"
    online: str = "已联网"
    offline: str = "离线，可照常办理"
    offline_reading: str = "离线，可以看办法"
    stopped: str = "已停用，可以看办法"
    content_of: str = "内容 {}更新"
    bar_back: str = "返回"
    bar_home: str = "首页"
    bar_help: str = "求助"
    bar_hide: str = "马上收起"
    bar_end: str = "结束"
    page_before: str = "上一页"
    page_after: str = "下一页"
    page_of: str = "第 {} 页，共 {} 页"
    page_short: str = "{}／{} 页"
    step_of: str = "第 {} 步，共 {} 步"
    step_named: str = "第 {} 步，共 {} 步　{}"
    joint: str = " · "
    list_joint: str = "、"
    # idle
    idle_hours: str = "24 小时"
    idle_invite: str = "遇到麻烦，\n先来问问"
    idle_fields: str = "工资、离婚、借钱、车祸、受伤、渔船、租房……"
    idle_free: str = "免费，不用登记"
    idle_slip: str = "有回执的，对准扫码口就能查进度"
    idle_start: str = "点一下，开始"
    # home
    home_title: str = "您遇到了什么事？"
    home_free: str = "免费 · 不用登记也能看"
    home_free_short: str = "免费"
    home_ask: str = "问法律"
    home_ask_hint: str = "工资 离婚 借钱"
    home_do: str = "办事情"
    home_do_hint: str = "留言 法律援助"
    home_sums: str = "算一算"
    home_sums_hint: str = "赔偿 欠薪 诉讼费"
    home_look: str = "查一查"
    home_look_hint: str = "地点 律师 公证处"
    home_learn: str = "学法律"
    home_learn_hint: str = "案例 测验 自查"
    home_people: str = "找人帮"
    home_people_hint: str = "热线 法律顾问"
    home_often: str = "大家常问"
    home_resume: str = "接着填：{}"
    home_resume_few: str = "接着填"
    home_resume_hint: str = "写过的都还在"
    # topics and guides
    topics_title: str = "是哪一类事？"
    topics_hint: str = "选一个最像的"
    guides_hint: str = "选一个最像您的事"
    guides_none: str = "这里没有您的事？"
    guides_leave: str = "留言问一问"
    guides_people: str = "找人问"
    guides_empty: str = "这一类还没有内容"
    crumb: str = "问法律 › {}"
    guide_steps: str = "怎么做"
    guide_on: str = "{}（接上页）"
    guide_bring: str = "带什么"
    guide_where: str = "去哪里"
    guide_cost: str = "要花钱吗"
    guide_time: str = "要多久"
    guide_never: str = "千万不要"
    guide_urgent: str = "紧急时"
    guide_law: str = "法律依据"
    law_cited: str = "《{}》{}"
    law_article: str = "第 {} 条"
    law_inserted: str = "第 {} 条之{}"  # put behind that one by an amendment
    law_subs: str = " ".join(SUBS)
    guide_checked: str = "{} 核对"
    guide_sample: str = "样例，以工作人员答复为准"
    guide_answers: str = "以工作人员答复为准"
    sampled: str = "{}（样例）"
    guide_print: str = "打印"
    guide_print_again: str = "再打一张"
    guide_ask: str = "没解决，找人问"
    guide_ask_short: str = "没解决，\n找人问"
    guide_gone: str = "这一条现在没有了"
    guide_gone_hint: str = "请回到上一页再选一条"
    print_sending: str = "正在打印，请等一下"
    print_sent: str = "已送到打印机，请取走"
    print_uncertain: str = "请看有没有打出来"
    print_photo: str = "{}，可以用手机拍"
    print_short_sending: str = "正在打印"
    print_short_sent: str = "请取走"
    print_short_uncertain: str = "看打了没"
    # 办事情
    items_title: str = "您要办什么？"
    items_hint: str = "不收钱，写完有人答复"
    items_no_card: str = "不要身份证"
    items_card: str = "要身份证"
    items_card_typed: str = "要身份证号码"
    items_bring: str = "要带：{}"
    items_join: str = "；"
    items_none: str = "这台机器现在办不了事情"
    items_none_hint: str = "看办法、打 12348，都照常"
    # help
    help_title: str = "找人帮"
    help_adviser: str = "法律顾问"
    help_adviser_is: str = "法律顾问：{}"
    help_desk: str = "这台机器有问题，打 {}"
    help_leave: str = "留言，等人答复"
    # time-out
    timeout_title: str = "您还在吗？"
    timeout_hint: str = "没人按的话，写的和读的都会清掉"
    timeout_keep: str = "继续使用"
    timeout_end: str = "我办完了，结束"
    # end
    end_title: str = "请拿好身份证和回执"
    end_title_card: str = "请拿好身份证"
    end_title_slip: str = "请拿好回执"
    end_title_paper: str = "请拿好打出来的单子"
    end_title_all: str = "请把东西都拿好"
    end_title_number: str = "请记好工单号"
    end_title_lies: str = "身份证还在读卡器上，请拿走"
    end_hint: str = "您写的和读到的，机器上都清掉"
    end_count: Counted = Counted(("{} 秒后自动收起",))
    end_card: str = "身份证"
    end_slip: str = "回执"
    end_paper: str = "单子"
    end_more: str = "还有别的事"
    end_done: str = "结束"
    # fault and maintenance
    fault_title: str = "法律的事，请打"
    fault_phone: str = "12348"
    fault_line: str = "公共法律服务热线"
    fault_free: str = "问法律、问进度，都可以打"
    fault_safe: str = "您以前交的申请都在，不会丢"
    fault_broken: str = "这台机器现在用不了"
    fault_code: str = "给工作人员看：{}"
    maintenance_title: str = "正在维护"
    maintenance_hint: str = "一会儿就好，请稍等"
    # after a crash
    recovered_title: str = "刚才的申请已提交"
    recovered_hint: str = "机器刚才重新开了一次，您的申请没有丢"
    recovered_number: str = "工单号"
    recovered_copy: str = "请抄下这个号码，问进度打 {}"

    def article(self, one: ArticleNo) -> str:
        """第 276 条之一."""
        if not one.sub:
            return self.law_article.format(one.number)
        return self.law_inserted.format(one.number, self.law_subs.split()[one.sub - 1])

    def cited(self, law: str, *articles: ArticleNo) -> str:
        """《劳动法》第 3、50 条. Where one was put behind another each has its own 第 and 条."""
        return self.law_cited.format(law, self._articles(articles))

    def _articles(self, articles: Sequence[ArticleNo]) -> str:
        if any(one.sub for one in articles):
            return self.list_joint.join(self.article(one) for one in articles)
        return self.law_article.format(self.list_joint.join(str(one) for one in articles))
