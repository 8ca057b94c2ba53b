"""Every error a person may meet, with a code that never changes.

The code is the same on the fault screen, in the log, in ``kiosk doctor`` and in docs/runbook.md
(a test holds the four together). Residents see ``resident`` and never a code without words.
"""

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ErrorInfo:
    """One row of the error table.

    ``resident``: plain Chinese for the screen, what to do next included.
    ``staff``: Chinese, one line, what the technician looks at first.
    """

    code: str
    resident: str
    staff: str


_TABLE: Final = (
    # configuration and start
    ErrorInfo("E-CFG-01", "机器正在维护，请打 12348", "配置有误，按列出的每一条改 kiosk.toml"),
    ErrorInfo("E-CFG-02", "机器正在维护，请打 12348", "命令用法或输入有误，看提示里的名字"),
    ErrorInfo("E-APP-01", "刚才出了点问题，请再试一次", "界面出现未预料的错误，看日志里的 app.unhandled"),
    ErrorInfo("E-APP-02", "机器正在维护，请打 12348", "按剧本操作时有一步没有成，看最后一张截图"),
    ErrorInfo("E-APP-03", "机器正在维护，请打 12348", "界面在运行，却没有回答命令，看它是不是卡住了"),
    ErrorInfo("E-CLK-01", "机器正在维护，请打 12348", "时钟比内容发布的时间还早，查对时和主板电池"),
    ErrorInfo("E-CLK-02", "机器正在维护，请打 12348", "开机后还没有对过时，回执上的时间可能不准"),
    ErrorInfo("E-FNT-01", "机器正在维护，请打 12348", "缺少中文字体，重新运行安装脚本"),
    ErrorInfo("E-FNT-02", "有的字机器显示不了", "缺少生僻字字体，名字里的生僻字显示成〓，重新运行安装脚本"),
    ErrorInfo("E-DSP-01", "机器正在维护，请打 12348", "显示服务起不来，看 kiosk-display 的日志"),
    ErrorInfo("E-DSP-02", "机器正在维护，请打 12348", "没有显示器，预览的窗口打不开，看后面的原因"),
    ErrorInfo("E-HLP-01", "机器正在维护，请打 12348", "系统助手没有回答，看 kiosk-helper 的日志"),
    ErrorInfo("E-HLP-02", "机器正在维护，请打 12348", "系统助手没有照办，看后面写的原因"),
    # store and queue
    ErrorInfo("E-STO-01", "现在存不下新的申请，请打 12348", "磁盘空间低于下限，先腾出空间"),
    ErrorInfo("E-STO-02", "现在存不了，您写的还在，请再试一次", "数据库写入失败，看磁盘和权限"),
    ErrorInfo("E-STO-03", "机器正在维护，请打 12348", "数据库检查不通过或不是 WAL+FULL，换盘前先导出工单"),
    ErrorInfo("E-STO-04", "这台机器还没开通办理，请打 12348", "未注册到中心，运行 kiosk provision"),
    ErrorInfo("E-STO-05", "请先把标出来的地方填好", "提交的内容不符合表单"),
    ErrorInfo("E-STO-06", "机器正在维护，请打 12348", "身份文件的权限或主人不对，看后面写的是哪几个"),
    # sync
    ErrorInfo("E-SYN-01", "现在没有网络，可照常办理", "连不上中心，查网线、网络和中心地址"),
    ErrorInfo("E-SYN-02", "已提交，工作人员会处理", "中心签名退回一条工单，用 kiosk orders show 看原因"),
    ErrorInfo("E-SYN-03", "现在没有网络，可照常办理", "中心的回答没有有效签名，查是否被网关拦截"),
    ErrorInfo(
        "E-SYN-04", "现在没有网络，可照常办理", "中心说请求序号用过了或太旧，磁盘可能被复制或恢复过，告诉中心"
    ),
    ErrorInfo("E-SYN-05", "这台机器已停止受理，请打 12348", "中心已停用这台终端，只能看指南，请联系中心"),
    ErrorInfo("E-SYN-06", "现在没有网络，可照常办理", "中心不认这台终端的请求，查注册和中心的恢复情况"),
    ErrorInfo(
        "E-SYN-07",
        "现在没有网络，可照常办理",
        "中心换了签名密钥，等界面程序（kiosk-ui）核对后自动恢复；没有运行就启动它",
    ),
    ErrorInfo(
        "E-SYN-08",
        "现在没有网络，可照常办理",
        "同步程序（kiosk-sync）没有运行，工单送不出去，看它的日志",
    ),
    ErrorInfo("E-ENR-01", "机器正在维护，请打 12348", "注册包无效、过期或已用过，请中心重发"),
    ErrorInfo("E-ENR-02", "机器正在维护，请打 12348", "本机已注册且还有未送出的工单，先送完再注册"),
    ErrorInfo("E-ENR-03", "机器正在维护，请打 12348", "对方不知道这个注册码：码输错了，或线路上有人冒充中心"),
    ErrorInfo("E-ENR-04", "机器正在维护，请打 12348", "中心还没有接受，六个词对过以后再运行一次同样的命令"),
    ErrorInfo("E-ENR-05", "机器正在维护，请打 12348", "中心拒绝了这台终端，或六个词不一样，请中心重发注册码"),
    ErrorInfo("E-TRU-01", "机器正在维护，请打 12348", "收到的信任文件不可信，没有采用，仍用原来的；报告中心"),
    # staff
    ErrorInfo("E-PIN-01", "密码不对", "管理密码不对"),
    ErrorInfo("E-PIN-02", "密码输错太多，请等一会儿", "管理密码连续输错，暂时锁住，等到显示的时间再试"),
    ErrorInfo("E-PIN-03", "机器正在维护，请打 12348", "管理密码要 6 到 12 位数字，用 --pin-file 给出"),
    ErrorInfo("E-PIN-04", "机器正在维护，请打 12348", "还没有设管理密码，运行 kiosk staff set-pin"),
    # content
    ErrorInfo("E-CNT-01", "内容正在更新，可打 12348 咨询", "没有可用的内容，运行 kiosk-library build"),
    ErrorInfo("E-CNT-02", "内容正在更新，可打 12348 咨询", "内容校验不通过，已停用该版本"),
    ErrorInfo("E-CNT-03", "内容正在更新，可打 12348 咨询", "内容文件写得不对，看列出的文件和行"),
    ErrorInfo(
        "E-CNT-04", "内容正在更新，可打 12348 咨询", "节假日安排没有写到该有的年份，补进 calendar.yaml 再发布"
    ),
    ErrorInfo("E-CNT-05", "内容正在更新，可打 12348 咨询", "内容到了该再审的日子，看列出的文件和行"),
    ErrorInfo(
        "E-CNT-06", "内容正在更新，可打 12348 咨询", "Word 文件做不成指南草稿，什么也没有写，看后面的原因"
    ),
    ErrorInfo("E-CNT-07", "内容正在更新，可打 12348 咨询", "要写的文件已经有了，没有覆盖，也没有改"),
    # card reader
    ErrorInfo("E-IDC-01", "读卡器没接上，可以手输号码", "读卡器不在，查连线和端口"),
    ErrorInfo("E-IDC-02", "没读出来，请把证放平再试", "读卡失败（41），多为放得不稳"),
    ErrorInfo("E-IDC-03", "读卡器坏了，可以手输号码", "安全模块自检失败或未授权（60、66），换读卡器"),
    ErrorInfo("E-IDC-04", "读卡器没有回答，可以手输号码", "读卡器连续超时，正在重新连接"),
    ErrorInfo("E-IDC-05", "这张卡读不了，可以手输号码", "卡种不认识或卡面信息不全"),
    # printer
    ErrorInfo("E-PRN-01", "打印机没接上，请抄下号码", "打印机不在，查连线和端口"),
    ErrorInfo("E-PRN-02", "打印机没纸了，请抄下号码", "换纸"),
    ErrorInfo("E-PRN-03", "打印机盖子开着，请抄下号码", "合上打印机盖"),
    ErrorInfo("E-PRN-04", "打印机出了故障，请抄下号码", "切刀或机械故障，查卡纸"),
    ErrorInfo("E-PRN-05", "打印机没有回答，请抄下号码", "打印机不回状态，查波特率和连线"),
    ErrorInfo("E-PRN-06", "请看回执有没有打出来", "打印途中状态不明，可重打"),
    ErrorInfo("E-PRN-07", "回执打不了，请抄下号码", "工单重复提交或内容不合规，这张回执没有打；工单已存好"),
    # papers and the printer for A4
    ErrorInfo("E-DOC-01", "现在做不出来，请再试一次", "文书没有做成，看日志和剩余内存"),
    ErrorInfo("E-DOC-02", "写得太长，请写短一点", "文书超过 20 页或 40000 字，没有做"),
    ErrorInfo("E-SHT-01", "大打印机没接上，可以照着抄", "CUPS 或打印队列不在，看 lpstat -t 和 [documents]"),
    ErrorInfo("E-SHT-02", "大打印机要加纸或看一看，可以照着抄", "A4 打印机停着：缺纸、卡纸、盖子或墨粉"),
    ErrorInfo("E-SHT-03", "大打印机没有收下，可以照着抄", "CUPS 没有收下这份文书，看 CUPS 的日志"),
    ErrorInfo("E-SHT-04", "这台机器现在不打文书，可以照着抄", "打印队列不在内存里，会留下个人信息，所以不打"),
    ErrorInfo("E-SHT-05", "请看纸有没有打出来", "文书送出以后状态不明，可重打"),
    # evaluator
    ErrorInfo("E-EVA-01", "评价器没接上，请在屏幕上评价", "评价器不在，查连线和端口"),
    ErrorInfo("E-EVA-02", "评价器没有回答，请在屏幕上评价", "评价器不回应，查型号配置"),
    # code scanner
    ErrorInfo("E-SCN-01", "扫码器没接上，可以手输号码", "扫码器不在，查连线和端口"),
    ErrorInfo("E-SCN-02", "扫码器没有回答，可以手输号码", "扫码器不回应或不听触发，查型号配置"),
    ErrorInfo("E-SCN-03", "没扫到，请把码对准窗口再试", "限定时间内没有读到码，查触发方式和窗口"),
    ErrorInfo("E-SCN-04", "这不是回执上的码，请换回执", "扫到的不是回执，内容不显示也不保存"),
    ErrorInfo("E-SCN-05", "这不是证上的码，请输号码", "扫到的不是执业证、许可证的码，内容不显示也不保存"),
    # microphone
    ErrorInfo("E-MIC-01", "话筒没接上，请写字或打 12348", "话筒不在，查插头，看 arecord -l"),
    ErrorInfo("E-MIC-02", "话筒没有声音，请写字或打 12348", "话筒接着却没有声音进来，看音量和 arecord"),
    ErrorInfo("E-MIC-03", "这段没存下，请再说一遍", "录音没有压成，看 opusenc 装了没有"),
    ErrorInfo("E-MIC-04", "现在录不了音，请写字或打 12348", "磁盘或待送的录音太满，先送出或腾出空间"),
    # camera
    ErrorInfo("E-CAM-01", "摄像头没接上，材料办事时带来", "摄像头不在，查插头，看 ls /dev/video*"),
    ErrorInfo("E-CAM-02", "摄像头没有画面，材料办事时带来", "摄像头接着却没有画面，看有没有别的程序占着"),
    ErrorInfo("E-CAM-03", "这一页没存下，请再拍一次", "照片没有存成，看日志里的 page.failed"),
    ErrorInfo("E-CAM-04", "现在存不下照片，材料办事时带来", "磁盘或待送的件太满，先送出或腾出空间"),
    # keypad
    ErrorInfo("E-KEY-01", "按键盘没接上，请点屏幕", "按键盘不在，查插头和 USB 口"),
    ErrorInfo("E-KEY-02", "按键盘用不了，请点屏幕", "按键盘接着却打不开，看有没有别的程序占着"),
    ErrorInfo("E-KEY-03", "没有按到键，请再按一次", "限定时间内没有键按下，查插的是不是这一个口"),
    # handwriting and pinyin
    ErrorInfo("E-INP-01", "手写暂时用不了，可点常用句", "手写模型缺失或校验不通过"),
    ErrorInfo("E-INP-02", "拼音暂时用不了，请用手写", "拼音词库缺失、损坏或版本不符"),
    # speech
    ErrorInfo("E-SPK-01", "朗读暂时用不了，请看屏幕", "朗读程序 espeak-ng 缺失或没有出声"),
    ErrorInfo("E-SPK-02", "声音放不出来，请看屏幕", "喇叭没接上，或声卡不听使唤，看 aplay -l"),
    ErrorInfo("E-SPK-03", "这段录音放不了，请看屏幕", "一段录音缺失、损坏或不合要求"),
)

ERRORS: Final[dict[str, ErrorInfo]] = {row.code: row for row in _TABLE}
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")


def for_staff(code: str, detail: str = "") -> str:
    """What a technician reads beside the code: always a Chinese sentence. A detail in Chinese is one already;
    any other (an OSError's words, a protocol's reason) follows the code's own sentence in brackets.
    """
    if _HAN.search(detail):
        return detail
    staff = ERRORS[code].staff
    return f"{staff}（{detail}）" if detail else staff


class KioskError(Exception):
    """An error with a stable code. ``detail`` is for staff and logs: English or Chinese, never personal."""

    def __init__(self, code: str, detail: str = "") -> None:
        if code not in ERRORS:
            raise ValueError(f"unknown error code {code}")
        super().__init__(f"{code} {detail or ERRORS[code].staff}")
        self.code = code
        self.detail = detail

    @property
    def info(self) -> ErrorInfo:
        return ERRORS[self.code]


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of ``kiosk doctor``. ``code`` is empty when ``ok``; ``text`` is Chinese, for a technician."""

    check: str
    ok: bool
    text: str
    code: str = ""
